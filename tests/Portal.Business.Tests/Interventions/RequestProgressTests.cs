using Portal.Business.Interventions;
using static Portal.Business.Interventions.RequestStatus;
using static Portal.Business.Interventions.VisitStatus;

namespace Portal.Business.Tests.Interventions;

public sealed class RequestProgressTests
{
    public static TheoryData<RequestStatus, VisitStatus[], int, RequestStatus> Table => new()
    {
        { RequestStatus.Draft, [], 1, RequestStatus.Draft },
        { ToPlan, [], 1, ToPlan },
        { RequestStatus.Draft, [VisitStatus.Draft], 1, Planned },
        { ToPlan, [VisitStatus.Draft], 1, Planned },
        { ToPlan, [Confirmed], 2, PartlyPlanned },
        { PartlyPlanned, [Confirmed, VisitStatus.Draft], 2, Planned },
        { Planned, [VisitStatus.Cancelled], 1, ToPlan },
        { Planned, [Postponed], 1, ToPlan },
        { Planned, [VisitStatus.InProgress], 1, RequestStatus.InProgress },
        { Planned, [VisitStatus.InProgress, Confirmed], 3, RequestStatus.InProgress },
        { RequestStatus.InProgress, [VisitStatus.Done], 1, RequestStatus.Done },
        { RequestStatus.InProgress, [VisitStatus.Done], 2, RequestStatus.InProgress },
        { RequestStatus.InProgress, [VisitStatus.Done, Confirmed], 2, RequestStatus.InProgress },
        { RequestStatus.InProgress, [VisitStatus.Done, VisitStatus.Done], 2, RequestStatus.Done },
        { RequestStatus.InProgress, [Unfinished], 1, RequestStatus.InProgress },
        { RequestStatus.InProgress, [Unfinished, Confirmed], 1, RequestStatus.InProgress },
        { RequestStatus.InProgress, [Unfinished, VisitStatus.Done], 1, RequestStatus.Done },
        { RequestStatus.Done, [VisitStatus.Done, Confirmed], 1, RequestStatus.InProgress },
        { RequestStatus.Cancelled, [Confirmed], 1, RequestStatus.Cancelled },
    };

    [Fact]
    public void DoneRequest_TakenUpAgain_WantsOneMoreVisit_AndKeepsWantingIt()
    {
        var request = new ServiceRequest(1, 1, 1, "R-1", "CAD", RequestOrigin.Staff, DateTime.UnixEpoch);
        Assert.True(request.Submit().Succeeded);
        request.Follow([VisitStatus.Done]);

        Assert.True(request.Reopen([VisitStatus.Done]).Succeeded);
        request.Follow([VisitStatus.Done]);

        Assert.Equal((RequestStatus.InProgress, 2), (request.Status, request.VisitsWanted));
    }

    [Fact]
    public void Status_FinishedByHand_IsDoneWhateverItsVisits_UntilItIsTakenUpAgain()
    {
        var request = new ServiceRequest(1, 1, 1, "R-1", "CAD", RequestOrigin.Staff, DateTime.UnixEpoch);
        Assert.True(request.Finish("Au téléphone", []).Succeeded);

        request.Follow([VisitStatus.Unfinished, VisitStatus.Confirmed]);
        Assert.Equal(RequestStatus.Done, request.Status);

        Assert.True(request.Reopen([VisitStatus.Unfinished]).Succeeded);
        request.Follow([VisitStatus.Unfinished]);
        Assert.Equal(RequestStatus.InProgress, request.Status);
    }

    [Theory, MemberData(nameof(Table))]
    public void Status_FollowsFromTheVisits(RequestStatus now, VisitStatus[] visits, int wanted, RequestStatus expected) =>
        Assert.Equal(expected, RequestProgress.Of(now, visits, wanted));
}
