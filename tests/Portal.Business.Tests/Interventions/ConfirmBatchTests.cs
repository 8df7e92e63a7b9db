using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches;
using Portal.Business.Batches.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Tests.Batches;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

/// <summary>Many drafts of visits that are confirmed at once.</summary>
public sealed class ConfirmBatchTests
{
    [Theory, EachDatabase]
    public async Task Drafts_ConfirmedTogether_AreReportedOneByOne_AndTheirClientsToldOfWhatIsToCome(DatabaseProvider provider)
    {
        await using var scene = await StartAsync(provider);
        var drafts = new[] { await DraftAsync(scene, 1), await DraftAsync(scene, 2), await DraftAsync(scene, -1) };

        var preview = await PreviewAsync(scene, ConfirmAndTellKind.KindName, ListVisits.Input.Of([.. drafts, scene.VisitId]));
        Assert.Equal((3, 1, 0), (preview.ToDo, preview.LeftOut, preview.Totals.Count));
        Assert.Equal((scene.VisitId, "Interventions.VisitIsNoDraft"), (preview.Notes.Single().Id, preview.Notes.Single().Reasons[0].Code));
        var batch = await StartAsync(scene, ConfirmAndTellKind.KindName, ListVisits.Input.Of([.. drafts, scene.VisitId]));
        await RunAsync(scene);

        var view = await ShowAsync(scene, batch);
        Assert.Equal((true, BatchSubject.Visit, 3, 0, 1), (view.IsOver, view.Subject, view.Done, view.Refused, view.LeftOut));
        Assert.Equal([drafts[2], scene.VisitId, drafts[0], drafts[1]], (await ItemsAsync(scene, batch)).Select(i => i.VisitId));
        await using var db = scene.Portal.Open();
        Assert.All(await db.Visits.Where(v => drafts.Contains(v.Id)).ToListAsync(), v => Assert.Equal(VisitStatus.Confirmed, v.Status));
        var mail = await db.OutgoingMessages.SingleAsync(m => m.AboutType == nameof(Visit) && drafts.Contains(m.AboutId!.Value));
        var second = await db.Visits.SingleAsync(v => v.Id == drafts[1]);
        Assert.Contains(Formats.For("fr-CA").LongDate(scene.Boreal.Entity.DayOf(second.StartsAt)), mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(3, await db.TimelineEntries.CountAsync(e => e.What == "Interventions.VisitConfirmed" && drafts.Contains(e.SubjectId)));
    }

    [Theory, EachDatabase]
    public async Task OneThatSomebodyElseConfirmed_OrMoved_IsNotCounted_AndStopsNoOther(DatabaseProvider provider)
    {
        await using var scene = await StartAsync(provider);
        var (theirs, moved, own) = (await DraftAsync(scene, 1), await DraftAsync(scene, 2), await DraftAsync(scene, 3));
        var batch = await StartAsync(scene, ConfirmKind.KindName, new ListVisits.Input(new PageRequest(), ListVisits.Choice.All));
        Boreal.Value(await scene.Portal.Get<ConfirmVisit>().RunAsync(new(theirs, 0), default));
        await using (var db = scene.Portal.Open())
        {
            var visit = await db.Visits.SingleAsync(v => v.Id == moved);
            Boreal.Require(visit.Plan(null, visit.StartsAt.AddHours(1), visit.EndsAt.AddHours(1)));
            await db.SaveChangesAsync();
        }

        await RunAsync(scene);

        Assert.Equal((1, 2, true), (await ShowAsync(scene, batch)) is var view ? (view.Done, view.Refused, view.IsOver) : default);
        var items = (await ItemsAsync(scene, batch)).ToDictionary(i => i.VisitId);
        Assert.Equal((BatchItemState.Refused, "Interventions.VisitIsNoDraft"), (items[theirs].State, items[theirs].Reasons[0].Code));
        Assert.Equal((BatchItemState.Refused, "Interventions.VisitChanged"), (items[moved].State, items[moved].Reasons[0].Code));
        Assert.Equal(BatchItemState.Done, items[own].State);

        var again = Boreal.Value(await scene.Portal.Get<RetryBatch>().RunAsync(new(batch, Guid.NewGuid()), default));
        await RunAsync(scene);
        Assert.Equal((1, 0, 1), (await ShowAsync(scene, again)) is var retried ? (retried.Done, retried.Refused, retried.LeftOut) : default);
    }

    [Theory, EachDatabase]
    public async Task TwoProcesses_ConfirmEachOnce_InOneMessageForTheClient(DatabaseProvider provider)
    {
        await using var scene = await StartAsync(provider);
        var drafts = new List<long>();
        for (var day = 1; day <= 25; day++)
        {
            drafts.Add(await DraftAsync(scene, day));
        }

        var batch = await StartAsync(scene, ConfirmAndTellKind.KindName, ListVisits.Input.Of(drafts));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RunAsync(scene))));
        await RunAsync(scene);

        Assert.Equal((25, 0, true), (await ShowAsync(scene, batch)) is var view ? (view.Done, view.Refused, view.IsOver) : default);
        await using var db = scene.Portal.Open();
        Assert.Equal(25, await db.TimelineEntries.CountAsync(e => e.What == "Interventions.VisitConfirmed" && drafts.Contains(e.SubjectId)));
        Assert.Equal(1, await db.OutgoingMessages.CountAsync(m => m.AboutType == nameof(Visit) && drafts.Contains(m.AboutId!.Value)));
    }

    [Theory, EachDatabase]
    public async Task ClientWithoutAnAddress_IsNamed_BeforeAndAfter_AndNoMessageCounts(DatabaseProvider provider)
    {
        await using var scene = await StartAsync(provider);
        var (draft, alone) = (await DraftAsync(scene, 1), await DraftAsync(scene, 2));
        await using (var db = scene.Portal.Open())
        {
            await db.Set<Portal.Business.Clients.Contact>().ExecuteUpdateAsync(set => set.SetProperty(c => c.Email, ""));
        }

        var note = Assert.Single((await PreviewAsync(scene, ConfirmAndTellKind.KindName, ListVisits.Input.Of([draft]))).Notes);
        Assert.Equal((false, "Interventions.ConfirmsUntold", scene.Boreal.Client.Name), (note.IsLeftOut, note.Reasons[0].Code, note.Reasons[0].Args[0]));
        var batch = await StartAsync(scene, ConfirmAndTellKind.KindName, ListVisits.Input.Of([draft]));
        await RunAsync(scene);
        var item = Assert.Single(await ItemsAsync(scene, batch));
        Assert.Equal((BatchItemState.Done, "Interventions.ConfirmedUntold"), (item.State, item.Reasons[0].Code));

        var told = Boreal.Value(await scene.Portal.Get<ConfirmVisit>().RunAsync(new(alone, 0, Notify: true), default));
        Assert.Equal(0, told.Messages);
        Assert.Equal([scene.Boreal.Client.Name], told.Unreached);
    }

    [Theory, EachDatabase]
    public async Task Confirming_NeedsThePermissionToPlan_AndABatchIsOnesOwn(DatabaseProvider provider)
    {
        await using var scene = await StartAsync(provider);
        var visits = ListVisits.Input.Of([await DraftAsync(scene, 1)]);
        var batch = await StartAsync(scene, ConfirmKind.KindName, visits);

        scene.Portal.User = TestUser.InRole(DefaultRoles.Dispatcher);
        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<ShowBatch>().RunAsync(new(batch), default)).Refusal);
        Assert.Empty(await ItemsAsync(scene, batch));
        Assert.Equal(1, (await PreviewAsync(scene, ConfirmKind.KindName, visits)).ToDo);
        scene.Portal.User = TestUser.InRole(DefaultRoles.BillingClerk);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<PreviewBatch>().RunAsync(new(ConfirmKind.KindName, visits), default)).Refusal);
    }

    private static async Task<VisitScene> StartAsync(DatabaseProvider provider)
    {
        var scene = await VisitScene.StartAsync(provider);
        await scene.Boreal.ActAsClerkAsync();
        return scene;
    }

    private static async Task<long> DraftAsync(VisitScene scene, int days)
    {
        var start = scene.Portal.Clock.GetUtcNow().UtcDateTime.AddDays(days);
        var request = await scene.Boreal.RequestAsync();
        return Boreal.Value(await scene.Portal.Get<PlanVisit>().RunAsync(new(request.Id, scene.LeadId, start, start.AddHours(1), Confirm: false), default)).VisitId;
    }

    private static async Task<PreviewBatch.Preview> PreviewAsync(VisitScene scene, string kind, ListVisits.Input visits) =>
        Boreal.Value(await scene.Portal.Get<PreviewBatch>().RunAsync(new(kind, visits), default));

    private static async Task<long> StartAsync(VisitScene scene, string kind, ListVisits.Input visits) => Boreal.Value(
        await scene.Portal.Get<StartBatch>().RunAsync(new(kind, visits, false, Guid.NewGuid(), (await PreviewAsync(scene, kind, visits)).Mark), default));

    private static async Task RunAsync(VisitScene scene) => Boreal.Value(await scene.Portal.Get<RunBatches>().RunAsync(default));

    private static async Task<ShowBatch.View> ShowAsync(VisitScene scene, long batch) => Boreal.Value(await scene.Portal.Get<ShowBatch>().RunAsync(new(batch), default));

    private static async Task<IReadOnlyList<ListBatchVisits.Row>> ItemsAsync(VisitScene scene, long batch) =>
        Boreal.Value(await scene.Portal.Get<ListBatchVisits>().RunAsync(new(batch, new PageRequest()), default)).Rows;
}
