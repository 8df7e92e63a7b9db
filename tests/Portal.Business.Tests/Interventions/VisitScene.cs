using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

/// <summary>A visit that is planned for a technician and a helper, and a product to use on it.</summary>
internal sealed class VisitScene(Boreal boreal, long leadId, long helperId, ServiceRequest request, long visitId) : IAsyncDisposable
{
    /// <summary>One pixel.</summary>
    public const string Drawn =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    public Boreal Boreal { get; } = boreal;

    public TestPortal Portal => Boreal.Portal;

    public long LeadId { get; } = leadId;

    public long HelperId { get; } = helperId;

    public ServiceRequest Request { get; } = request;

    public long VisitId { get; } = visitId;

    public static async Task<VisitScene> StartAsync(DatabaseProvider provider, string place = "QC", decimal hourlyCost = 40)
    {
        var boreal = await Boreal.StartAsync(provider, place, place == "FR" ? "TVA20" : "TPS+TVQ");
        var (lead, helper) = (await boreal.TechnicianAsync("Luc Technicien"), await boreal.TechnicianAsync("Lise Aide"));
        var request = await boreal.RequestAsync();
        await using (var db = boreal.Portal.Open())
        {
            foreach (var technician in await db.Technicians.ToListAsync())
            {
                technician.HourlyCost = hourlyCost;
            }

            await db.SaveChangesAsync();
        }

        var start = boreal.Portal.Clock.GetUtcNow().UtcDateTime;
        var planned = Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new PlanVisit.Input(request.Id, lead, start, start.AddHours(2), [helper]), default));
        var scene = new VisitScene(boreal, lead, helper, request, planned.VisitId);
        scene.As(lead);
        return scene;
    }

    public void As(long userId, params string[] without) =>
        Portal.User = new TestUser(userId, $"Person {userId}", DefaultRoles.Grants[DefaultRoles.Technician].Except(without).ToHashSet(), ClientScope.Everyone);

    public void AsAdministrator() => Portal.User = TestUser.Administrator;

    public Task<Result> StartAsync(Guid? key = null) => Portal.Get<StartVisit>().RunAsync(new StartVisit.Input(VisitId, key ?? Guid.NewGuid()), default);

    public Task<Result> PauseAsync(Guid? key = null) => Portal.Get<PauseVisit>().RunAsync(new PauseVisit.Input(VisitId, key ?? Guid.NewGuid()), default);

    public Task<Result> FinishAsync(Guid? key = null, string? leftToDo = null) =>
        Portal.Get<FinishVisit>().RunAsync(new FinishVisit.Input(VisitId, key ?? Guid.NewGuid(), leftToDo, true), default);

    public async Task<Visit> ReadAsync()
    {
        await using var db = Portal.Open();
        return await db.Visits.AsNoTracking().Include(v => v.Crew).SingleAsync(v => v.Id == VisitId);
    }

    public async Task<long> ProductAsync(decimal price = 25)
    {
        await using var db = Portal.Open();
        var product = new Product
        {
            LegalEntityId = Boreal.Entity.Id,
            Code = $"P-{Ids.New()}",
            Name = new LocalText("Pompe", "Pump"),
            UnitPrice = price,
            TaxCodeId = Boreal.TaxCode.Id,
            GlAccountId = Boreal.Income.Id,
            Unit = new LocalText("h", "h"),
        };
        db.Products.Add(product.IndexForSearch());
        await db.SaveChangesAsync();
        return product.Id;
    }

    public Task<Result> PartAsync(long productId, Guid? key = null, decimal quantity = 2) =>
        Portal.Get<AddVisitPart>().RunAsync(new AddVisitPart.Input(VisitId, key ?? Guid.NewGuid(), productId, quantity), default);

    public async ValueTask DisposeAsync() => await Boreal.DisposeAsync();
}
