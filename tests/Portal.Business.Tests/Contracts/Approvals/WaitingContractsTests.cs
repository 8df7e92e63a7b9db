using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Reporting;
using Portal.Business.Reporting.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Approvals;

/// <summary>What was sent and is not answered: on the list of contracts, under "Today" and on the contract itself. It is the 2nd of March 2026.</summary>
public sealed class WaitingContractsTests
{
    [Theory, EachDatabase]
    public async Task Contract_SentAndNotAnswered_IsFoundCountedAndMarked_UntilItIsAnswered(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.DraftContractAsync();
        var id = await boreal.DraftContractAsync();
        Assert.Empty(await NeedsAsync(boreal));
        var secret = await boreal.SendContractAsync(id);

        Assert.Equal([(id, ContractAnswerState.Waiting)], await ListedAsync(boreal, ContractAnswerState.Waiting));
        Assert.Empty(await ListedAsync(boreal, ContractAnswerState.OutOfTime));
        Assert.Equal([(TodayNeed.ContractsSent, 1, 1200m)], await NeedsAsync(boreal));
        Assert.Equal((true, false), await ApprovalAsync(boreal, id));

        Boreal.Require(await boreal.ApproveAsync(secret));

        Assert.Empty(await ListedAsync(boreal, ContractAnswerState.Waiting));
        Assert.Empty(await NeedsAsync(boreal));
        Assert.All(await ListedAsync(boreal, null), r => Assert.Equal(ContractAnswerState.None, r.Answer));
    }

    [Theory, EachDatabase]
    public async Task Contract_WhoseLinkIsOver_IsToldApart_AndWaitsAgainOnceItIsSentAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftContractAsync();
        await boreal.SendContractAsync(id);
        boreal.Portal.Clock.Set(new DateTime(2026, 4, 2, 5, 0, 0, DateTimeKind.Utc));

        Assert.Equal([(id, ContractAnswerState.OutOfTime)], await ListedAsync(boreal, ContractAnswerState.OutOfTime));
        Assert.Empty(await ListedAsync(boreal, ContractAnswerState.Waiting));
        Assert.Equal([(TodayNeed.ContractsOutOfTime, 1, 1200m)], await NeedsAsync(boreal));
        Assert.Equal((true, true), await ApprovalAsync(boreal, id));

        Boreal.Value(await boreal.TrySendAsync(id, "second", new DateOnly(2026, 5, 1)));

        Assert.Equal([(TodayNeed.ContractsSent, 1, 1200m)], await NeedsAsync(boreal));
        Assert.Equal((true, false), await ApprovalAsync(boreal, id));
    }

    [Theory, EachDatabase]
    public async Task Contract_WhoseLinkWasWithdrawn_ThatWasRefused_OrPutIntoForceByStaff_DoesNotWaitForItsLink(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (revoked, refused, active) = (await boreal.DraftContractAsync(), await boreal.DraftContractAsync(), await boreal.DraftContractAsync());
        await boreal.SendContractAsync(revoked);
        var link = Boreal.Value(await boreal.Portal.Get<ShowContractApproval>().RunAsync(revoked, default)).Offers[0].Links[0];
        Boreal.Require(await boreal.Portal.Get<RevokeContractLink>().RunAsync(new RevokeContractLink.Input(link.Id), default));
        Boreal.Require(await boreal.RefuseAsync(await boreal.SendContractAsync(refused)));
        await boreal.SendContractAsync(active);
        Boreal.Value(await boreal.Portal.Get<ActivateContractLines>().RunAsync(new(active, await boreal.ContractVersionAsync(active)), default));

        Assert.Equal([(revoked, ContractAnswerState.OutOfTime)], await ListedAsync(boreal, ContractAnswerState.OutOfTime));
        Assert.Empty(await ListedAsync(boreal, ContractAnswerState.Waiting));
        Assert.Equal([(TodayNeed.ContractsOutOfTime, 1, 1200m)], await NeedsAsync(boreal));
    }

    [Theory, EachDatabase]
    public async Task Today_ToWhoeverSeesNoContracts_SaysNothingOfThem(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.SendContractAsync(await boreal.DraftContractAsync());
        boreal.Portal.User = TestUser.With(Permissions.QuotesView);

        Assert.Empty(await NeedsAsync(boreal));
    }

    private static async Task<IEnumerable<(long Id, ContractAnswerState Answer)>> ListedAsync(Boreal boreal, ContractAnswerState? answer) =>
        Boreal.Value(await boreal.Portal.Get<ListContracts>().RunAsync(new ListContracts.Input(new PageRequest(), Answer: answer), default)).Page.Rows.Select(r => (r.Id, r.Answer));

    private static async Task<IEnumerable<(TodayNeed Need, int Count, decimal Net)>> NeedsAsync(Boreal boreal) =>
        Boreal.Value(await boreal.Portal.Get<ShowToday>().RunAsync(new ShowToday.Input(), default)).Items
            .Where(i => i.Need is TodayNeed.ContractsSent or TodayNeed.ContractsOutOfTime).Select(i => (i.Need, i.Count, i.Amounts.Single().Value));

    private static async Task<(bool IsWaiting, bool IsOutOfTime)> ApprovalAsync(Boreal boreal, long id) =>
        Boreal.Value(await boreal.Portal.Get<ShowContractApproval>().RunAsync(id, default)) is var shown ? (shown.IsWaiting, shown.IsOutOfTime) : default;
}
