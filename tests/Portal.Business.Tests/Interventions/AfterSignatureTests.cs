using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Documents;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

/// <summary>What is changed on a visit after the client signed is never shown as signed.</summary>
public sealed class AfterSignatureTests
{
    [Theory, EachDatabase]
    public async Task Report_ChangedAfterTheSignature_NamesTheChanges_AndTheSignedOneStays(DatabaseProvider provider)
    {
        await using var scene = await SignedAsync(provider);
        var signed = (await ReportsAsync(scene)).Single();

        Boreal.Require(await scene.Portal.Get<WriteReport>().RunAsync(new(scene.VisitId, "Pompe et filtre changés", "Pompe changée"), default));
        Boreal.Require(await scene.PartAsync(await scene.ProductAsync()));
        Boreal.Require(await scene.FinishAsync());

        var reports = await ReportsAsync(scene);
        Assert.Equal((2, signed), (reports.Count, reports[0]));
        Assert.Equal([VisitStepKind.Written, VisitStepKind.Part], await ChangesAsync(scene));
        Assert.True((await ShowAsync(scene)).ChangedSinceSigned);
        await using var db = scene.Portal.Open();
        var mailed = await db.OutgoingMessages.SingleAsync(m => m.Kind == VisitReports.MailKind);
        Assert.EndsWith(":2", mailed.DedupeKey, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Report_SignedAndFinishedAsItWas_HasNoChanges(DatabaseProvider provider)
    {
        await using var scene = await SignedAsync(provider);

        Boreal.Require(await scene.Portal.Get<WriteReport>().RunAsync(new(scene.VisitId, "Pompe changée", "Pompe changée"), default));
        Boreal.Require(await scene.FinishAsync());

        Assert.Empty(await ChangesAsync(scene));
        Assert.False((await ShowAsync(scene)).ChangedSinceSigned);
    }

    [Theory, EachDatabase]
    public async Task WorkLeft_SaidAfterTheSignature_IsAChange_UntilTheClientSignsAgain(DatabaseProvider provider)
    {
        await using var scene = await SignedAsync(provider);
        Boreal.Require(await scene.FinishAsync(leftToDo: "Commander le joint"));
        Assert.Equal([VisitStepKind.LeftUnfinished], await ChangesAsync(scene));

        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        Boreal.Require(await scene.Portal.Get<SignVisit>().RunAsync(new(scene.VisitId, Guid.NewGuid(), "Marie Roy", VisitScene.Drawn), default));

        Assert.Empty(await ChangesAsync(scene));
        Assert.Equal(3, (await ReportsAsync(scene)).Count);
    }

    [Theory, EachDatabase]
    public async Task ReportSavedAgainAndAgain_IsOneChange(DatabaseProvider provider)
    {
        await using var scene = await SignedAsync(provider);
        var write = scene.Portal.Get<WriteReport>();
        Boreal.Require(await write.RunAsync(new(scene.VisitId, "Pompe", "Pompe changée"), default));
        Boreal.Require(await write.RunAsync(new(scene.VisitId, "Pompe et joint", "Pompe"), default));

        Assert.Equal([VisitStepKind.Written], await ChangesAsync(scene));
    }

    [Theory, EachDatabase]
    public async Task RequestEquipmentAndParts_ChangedByTheOffice_AreNamed(DatabaseProvider provider)
    {
        await using var scene = await SignedAsync(provider);
        Boreal.Require(await scene.PartAsync(await scene.ProductAsync()));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Boreal.Require(await scene.Portal.Get<SignVisit>().RunAsync(new(scene.VisitId, Guid.NewGuid(), "Marie Roy", VisitScene.Drawn), default));
        Boreal.Require(await scene.FinishAsync());
        var before = (await ReportsAsync(scene)).Count;
        Assert.Empty(await ChangesAsync(scene));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        scene.AsAdministrator();

        var machine = Boreal.Value(await scene.Portal.Get<SaveEquipment>().RunAsync(
            new SaveEquipment.Input(scene.Boreal.Client.Id, null, 0, "Presse GTO 52", "SN-881", null, null, null, null, ""), default));
        var request = await scene.Boreal.ReloadAsync(scene.Request.Id);
        var head = SaveRequestLines.Head(request);
        var version = Boreal.Value(await scene.Portal.Get<ChangeRequest>().RunAsync(new(request.Id, request.Version, head with { Priority = RequestPriority.Urgent }), default));
        Assert.Empty(await ChangesAsync(scene));
        version = Boreal.Value(await scene.Portal.Get<ChangeRequest>().RunAsync(new(request.Id, version, head with { Description = "Autre chose" }, [machine]), default));
        version = Boreal.Value(await scene.Portal.Get<ChangeRequest>().RunAsync(new(request.Id, version, head with { Description = "Encore autre chose" }), default));
        var finished = (await ReportsAsync(scene)).Count;
        Assert.Equal(before + 2, finished);

        // What only bills is no part of the report.
        var part = RequestLineFields.Of(request.Lines.Single(l => l.VisitId == scene.VisitId));
        version = Boreal.Value(await scene.Portal.Get<SaveRequestLines>().RunAsync(new(request.Id, version, null, [part with { UnitPrice = 5 }]), default)).Version;
        Assert.Equal(finished, (await ReportsAsync(scene)).Count);
        version = Boreal.Value(await scene.Portal.Get<SaveRequestLines>().RunAsync(new(request.Id, version, null, [part with { Quantity = 7 }]), default)).Version;

        Assert.Equal(finished + 1, (await ReportsAsync(scene)).Count);
        Assert.Equal([VisitStepKind.EquipmentChanged, VisitStepKind.PartChanged, VisitStepKind.RequestChanged], (await ChangesAsync(scene)).OrderBy(k => k.ToString()));
        Assert.True((await ShowAsync(scene)).ChangedSinceSigned);
        Boreal.Value(await scene.Portal.Get<SaveRequestLines>().RunAsync(new(request.Id, version, null, []), default));
        Assert.Equal(finished + 2, (await ReportsAsync(scene)).Count);
    }

    [Theory, EachDatabase]
    public async Task PlaceAndPeople_AreFixedOnceWorkBegan(DatabaseProvider provider)
    {
        await using var scene = await SignedAsync(provider);
        scene.AsAdministrator();
        var visit = await scene.ReadAsync();
        var at = new VisitWish(scene.HelperId, new DateOnly(2026, 3, 2), new TimeOnly(9, 0), 60, []);
        Assert.Equal("Interventions.VisitNotFromThisStatus", (await scene.Portal.Get<MoveVisit>().RunAsync(new(visit.Id, visit.Version, at), default)).Refusal!.Code);

        Site site;
        await using (var db = scene.Portal.Open())
        {
            db.Add(site = new Site { ClientId = scene.Boreal.Client.Id, Name = "Entrepôt" });
            await db.SaveChangesAsync();
        }

        var request = await scene.Boreal.ReloadAsync(scene.Request.Id);
        Boreal.Value(await scene.Portal.Get<ChangeRequest>().RunAsync(new(request.Id, request.Version, SaveRequestLines.Head(request) with { SiteId = site.Id }), default));

        var after = await scene.ReadAsync();
        Assert.Equal((visit.SiteId, visit.TechnicianId, 1), (after.SiteId, after.TechnicianId, after.Crew.Count));
        Assert.Empty(await ChangesAsync(scene));
    }

    [Theory, EachDatabase]
    public async Task KeyOfAFormOfAnotherVisit_IsNotTakenForDone(DatabaseProvider provider)
    {
        await using var scene = await SignedAsync(provider);
        var key = Guid.NewGuid();
        var product = await scene.ProductAsync();
        Boreal.Require(await scene.PartAsync(product, key));

        Assert.False((await scene.PauseAsync(key)).Succeeded);
        Boreal.Require(await scene.PartAsync(product, Guid.Empty));
        Boreal.Require(await scene.PartAsync(product, Guid.Empty));

        await using var db = scene.Portal.Open();
        Assert.Equal(3, await db.WorkLines.CountAsync(l => l.VisitId == scene.VisitId));
    }

    private static async Task<VisitScene> SignedAsync(DatabaseProvider provider)
    {
        var scene = await VisitScene.StartAsync(provider);
        Boreal.Require(await scene.StartAsync());
        Boreal.Require(await scene.Portal.Get<WriteReport>().RunAsync(new(scene.VisitId, "Pompe changée", ""), default));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(20));
        Boreal.Require(await scene.Portal.Get<SignVisit>().RunAsync(new(scene.VisitId, Guid.NewGuid(), "Marie Roy", VisitScene.Drawn), default));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        return scene;
    }

    private static async Task<List<string>> ReportsAsync(VisitScene scene)
    {
        await using var db = scene.Portal.Open();
        return await db.StoredDocuments.Where(d => d.Kind == DocumentKinds.VisitReport).OrderBy(d => d.Revision).Select(d => d.Sha256).ToListAsync();
    }

    private static async Task<IEnumerable<VisitStepKind>> ChangesAsync(VisitScene scene)
    {
        await using var db = scene.Portal.Open();
        return (await AfterSignature.ReadAsync(db, await scene.ReadAsync(), default)).Select(s => s.Kind);
    }

    private static async Task<VisitView> ShowAsync(VisitScene scene) => Boreal.Value(await scene.Portal.Get<ShowVisit>().RunAsync(scene.VisitId, default));
}
