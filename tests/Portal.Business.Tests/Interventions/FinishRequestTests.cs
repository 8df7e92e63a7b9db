using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

public sealed class FinishRequestTests
{
    [Theory, EachDatabase]
    public async Task Request_SolvedByPhone_IsDoneWithItsReason_StaysSo_AndIsTakenUpAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync();

        Assert.Equal(("Interventions.ReasonMissing", "Reason"), Of(await MoveAsync(boreal, request.Id, MoveRequest.Step.Finish, " ")));
        Boreal.Require(await MoveAsync(boreal, request.Id, MoveRequest.Step.Finish, "Réglé au téléphone"));

        var shown = Boreal.Value(await boreal.Portal.Get<ShowRequest>().RunAsync(new ShowRequest.Input(request.Id), default));
        Assert.Equal((RequestStatus.Done, "Réglé au téléphone"), (shown.Status, shown.FinishedBecause));
        Assert.Contains(await boreal.TimelineAsync(request.JobId), r => r.Text.Contains("Réglé au téléphone", StringComparison.Ordinal));
        Assert.Equal("Interventions.RequestFinishedByHand", (await PlanAsync(boreal, request.Id)).Refusal?.Code);

        Boreal.Value(await boreal.Portal.Get<ChangeRequest>().RunAsync(new ChangeRequest.Input(request.Id, shown.Version, shown.Head with { VisitsWanted = 3 }, []), default));
        Assert.Equal(RequestStatus.Done, (await boreal.ReloadAsync(request.Id)).Status);

        Boreal.Require(await MoveAsync(boreal, request.Id, MoveRequest.Step.Reopen));
        var reopened = await boreal.ReloadAsync(request.Id);
        Assert.Equal((RequestStatus.ToPlan, ""), (reopened.Status, reopened.FinishedBecause));
        Assert.True((await PlanAsync(boreal, request.Id)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Request_WithAVisitAhead_IsNotFinishedByHand_ButWhenItIsCalledOff(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync();
        var visit = Boreal.Value(await PlanAsync(boreal, request.Id)).VisitId;
        Assert.Equal("Interventions.CancelVisitsFirst", (await MoveAsync(boreal, request.Id, MoveRequest.Step.Finish, "Réglé")).Refusal?.Code);

        Boreal.Require(await boreal.Portal.Get<CallOffVisit>().RunAsync(new CallOffVisit.Input(visit, 0, "Réglé au téléphone"), default));
        Boreal.Require(await MoveAsync(boreal, request.Id, MoveRequest.Step.Finish, "Réglé"));

        Assert.Equal(RequestStatus.Done, (await boreal.ReloadAsync(request.Id)).Status);
        boreal.Portal.User = TestUser.With(Permissions.InterventionsView);
        Assert.Equal(Refusal.Forbidden, (await MoveAsync(boreal, request.Id, MoveRequest.Step.Reopen)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Request_FinishedWithItsPlannedVisits_CancelsThem_AndTellsTheClient(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync();
        var visits = new List<long>();
        for (var i = 0; i < 2; i++)
        {
            visits.Add(Boreal.Value(await PlanAsync(boreal, request.Id)).VisitId);
        }

        var shown = Boreal.Value(await boreal.Portal.Get<ShowRequest>().RunAsync(new ShowRequest.Input(request.Id), default));
        Assert.Null(shown.May.Finish);
        Assert.Equal("Interventions.CancelVisitsFirst", shown.May.Cancel?.Code);
        var seen = shown.Visits.ToDictionary(v => v.Id, v => v.Version);
        Assert.Equal("Interventions.VisitsChanged", (await FinishAsync(seen.Take(1).ToDictionary())).Refusal?.Code);
        Assert.Equal("Interventions.VisitsChanged", (await FinishAsync(seen.ToDictionary(v => v.Key, v => v.Value + 1))).Refusal?.Code);
        boreal.Portal.User = TestUser.With(Permissions.InterventionsView, Permissions.InterventionsEdit);
        Assert.Equal(Refusal.Forbidden, (await FinishAsync(seen)).Refusal);
        boreal.Portal.User = TestUser.Administrator;

        Assert.Equal(1, Boreal.Value(await FinishAsync(seen)).Messages);

        Assert.Equal(RequestStatus.Done, (await boreal.ReloadAsync(request.Id)).Status);
        await using var db = boreal.Portal.Open();
        Assert.All(db.Visits.Where(v => visits.Contains(v.Id)).ToList(), v => Assert.Equal((VisitStatus.Cancelled, "Réglé"), (v.Status, v.Reason)));
        Assert.Equal(2, db.TimelineEntries.Count(e => e.What == "Interventions.VisitCancelled"));

        async Task<Result<VisitsTold>> FinishAsync(IReadOnlyDictionary<long, int> off) => await boreal.Portal.Get<MoveRequest>().RunAsync(
            new MoveRequest.Input(request.Id, (await boreal.ReloadAsync(request.Id)).Version, MoveRequest.Step.Finish, "Réglé", CallOff: off, Notify: true), default);
    }

    private static (string Code, string? Field) Of(Result result) => (result.Refusal!.Code, result.Refusal.Field);

    private static async Task<Result> MoveAsync(Boreal boreal, long id, MoveRequest.Step step, string reason = "") =>
        await boreal.Portal.Get<MoveRequest>().RunAsync(new MoveRequest.Input(id, (await boreal.ReloadAsync(id)).Version, step, reason), default);

    private static Task<Result<PlanVisit.Planned>> PlanAsync(Boreal boreal, long requestId)
    {
        var start = boreal.Portal.Clock.GetUtcNow().UtcDateTime.AddDays(1);
        return boreal.Portal.Get<PlanVisit>().RunAsync(new PlanVisit.Input(requestId, null, start, start.AddHours(1)), default);
    }
}
