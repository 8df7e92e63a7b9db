using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

/// <summary>A request with lines in a job of its own, and people who can do it.</summary>
internal static class RequestScene
{
    public static ServiceRequest.Head Head(string title = "Panne de la presse", long? position = null) =>
        new(title, "", null, null, null, RequestPriority.Normal, null, null, 60, 1, position, []);

    public static WorkLine.Values Line(this Boreal boreal, string description, decimal quantity, decimal price) =>
        new(null, description, quantity, "", price, 0, boreal.TaxCode.Id, boreal.Income.Id);

    public static Task<ServiceRequest> RequestAsync(this Boreal boreal, params IReadOnlyList<WorkLine.Values> lines) => boreal.RequestAsync(Head(), lines);

    public static async Task<ServiceRequest> RequestAsync(this Boreal boreal, ServiceRequest.Head head, IReadOnlyList<WorkLine.Values> lines)
    {
        await using var db = boreal.Portal.Open();
        await using var transaction = await db.BeginWriteAsync(default);
        var now = boreal.Portal.Clock.GetUtcNow().UtcDateTime;
        var request = Boreal.Value(await NewRequest.StartAsync(db, boreal.Client, boreal.Entity, null, head, RequestOrigin.Staff, TestUser.Administrator, now, default));
        Boreal.Require(request.Submit());
        foreach (var values in lines)
        {
            var line = new WorkLine();
            Boreal.Require(line.Set(values));
            request.AddLine(line);
        }

        request.Calculate(await TaxTable.LoadAsync(db, boreal.Entity.Id, default), boreal.Entity.DayOf(now));
        await db.SaveChangesAsync();
        await transaction.CommitAsync(default);
        return request;
    }

    public static async Task<long> TechnicianAsync(this Boreal boreal, string name)
    {
        await using var db = boreal.Portal.Open();
        var person = new User($"{Folding.Fold(name).Replace(' ', '.')}@boreal.example", name, "fr-CA", isClientUser: false);
        db.Users.Add(person);
        db.Technicians.Add(new Technician { UserId = person.Id, LegalEntityId = boreal.Entity.Id });
        await db.SaveChangesAsync();
        return person.Id;
    }

    public static async Task<ServiceRequest> ReloadAsync(this Boreal boreal, long requestId)
    {
        await using var db = boreal.Portal.Open();
        return await db.ServiceRequests.AsNoTracking().AsSplitQuery().Include(r => r.Lines).Include(r => r.Equipment).SingleAsync(r => r.Id == requestId);
    }
}
