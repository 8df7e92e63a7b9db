using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Renewals;

public sealed class RenewContractTests
{
    private static readonly DateOnly End = new(2026, 3, 31);

    [Theory, EachDatabase]
    public async Task Renew_WithPriceAndReference_AmendsFromTheRenewalDay_AndLeavesTheOldTerm(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2025, 4, 1), End, prices: [1200m, 0.125m * 1000])).Id;
        await scene.BillAsync(id, End);

        var until = Boreal.Value(await RenewAsync(scene, id, new(12, null, 2.5m, "{reference}-{year}")));

        Assert.Equal(new DateOnly(2027, 3, 31), until);
        var contract = await scene.FindAsync(id);
        Assert.Equal(("C-1-2026", ContractKind.Renewal, ContractStatus.Active), (contract.Reference, contract.Kind, contract.Status));
        Assert.Equal([(1200m, End), (125m, End), (1230m, (DateOnly?)null), (128.13m, null)], contract.Lines.OrderBy(l => l.PreviousId is not null).ThenBy(l => l.Position).Select(l => (l.UnitPrice, l.EndsOn)));
        Assert.Equal([(new DateOnly(2025, 4, 1), 1325m), (new(2026, 4, 1), 1358.13m)], DueBilling.Of(contract, new(2030, 1, 1)).GroupBy(i => i.InvoiceOn).Select(g => (g.Key, g.Sum(i => i.Net))));
        Assert.Equal(new DateOnly(2026, 4, 1), contract.NextInvoiceOn);
    }

    [Theory, EachDatabase]
    public async Task Contract_RenewedEarly_ThenEndedWithinItsOldTerm_BillsNothingAfterItsEnd_AndCanBeRenewedFromThere(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1), new DateOnly(2026, 12, 31), frequency: BillingFrequency.Monthly)).Id;
        Boreal.Value(await RenewAsync(scene, id, new(12, null, 0, ""), new(2026, 12, 31)));
        Boreal.Require(await scene.Portal.Get<EndContract>().RunAsync(new(id, (await scene.FindAsync(id)).Version, new(2026, 11, 30), "Moved away"), default));

        var ended = DueBilling.Of(await scene.FindAsync(id), new(2030, 1, 1));
        Assert.Equal((11, new DateOnly(2026, 11, 30)), (ended.Count(), ended.Max(i => i.To)));
        Boreal.Value(await RenewAsync(scene, id, new(12, null, 0, ""), new(2026, 11, 30)));

        var renewed = await scene.FindAsync(id);
        Assert.Equal([new DateOnly(2026, 12, 1)], renewed.RenewedFrom);
        Assert.Equal((23, 1100m + 1200m), DueBilling.Of(renewed, new(2030, 1, 1)).ToList() is var all ? (all.Count, all.Sum(i => i.Net)) : default);
    }

    [Theory, EachDatabase]
    public async Task Renew_ByTwoAtOnce_HappensOnce(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2025, 4, 1), End)).Id;

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RenewAsync(scene, id, new(12, null, 3m, "")))));

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal(RefusalKind.Conflict, r.Refusal!.Kind));
        var contract = await scene.FindAsync(id);
        Assert.Equal((new DateOnly(2027, 3, 31), 2), (contract.EndsOn!.Value, contract.Lines.Count));
    }

    [Theory, EachDatabase]
    public async Task Renew_OfAClosedContract_TakesItUpAgainWithItsLines(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2025, 4, 1), End)).Id;
        await scene.BillAsync(id, End);
        scene.GoTo(new(2026, 4, 10));
        Assert.Equal(1, (await scene.OpenPeriodsAsync()).Closed);

        Boreal.Value(await RenewAsync(scene, id, new(null, new(2026, 9, 30), 0, "")));

        var contract = await scene.FindAsync(id);
        Assert.Equal((ContractStatus.Active, ContractLineStatus.Active), (contract.Status, contract.Lines[0].Status));
        Assert.Equal([(1, new(2025, 4, 1), End), (2, new(2026, 4, 1), new(2026, 9, 30))], contract.Periods.OrderBy(p => p.Number).Select(p => (p.Number, p.From, p.To)));
    }

    [Theory, EachDatabase]
    public async Task Renew_ThatCannotBe_SaysWhy(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var automatic = (await scene.ContractAsync("C-1", new(2025, 4, 1))).Id;
        var other = (await scene.ContractAsync("C-2", new(2025, 4, 1), End)).Id;
        var id = (await scene.ContractAsync("C-3", new(2025, 4, 1), End)).Id;

        Assert.Equal("Contracts.RenewsByItself", (await RenewAsync(scene, automatic, new(12, null, 0, ""))).Refusal?.Code);
        Assert.Equal("Contracts.RenewalNotLater", (await RenewAsync(scene, id, new(null, End, 0, ""))).Refusal?.Code);
        Assert.Equal("Contracts.RenewalForHowLong", (await RenewAsync(scene, id, new(null, null, 0, ""))).Refusal?.Code);
        Assert.Equal("Contracts.PercentOutOfRange", (await RenewAsync(scene, id, new(12, null, -100, ""))).Refusal?.Code);
        Assert.Equal("Contracts.ReferenceTaken", (await RenewAsync(scene, id, new(12, null, 0, "C-2"))).Refusal?.Code);
        scene.Portal.User = TestUser.With(Permissions.ContractsView);
        Assert.Equal("Common.Forbidden", (await RenewAsync(scene, other, new(12, null, 0, ""))).Refusal?.Code);
        Assert.Equal(End, (await scene.FindAsync(id)).EndsOn);
    }

    [Theory]
    [InlineData("100", "2.5", "102.50")]
    [InlineData("0.125", "10", "0.138")]
    [InlineData("10.05", "50", "15.08")]
    [InlineData("10.05", "-50", "5.03")]
    [InlineData("99.99", "0", "99.99")]
    public void PriceAfter_KeepsItsDecimals_HalfAwayFromZero(string price, string percent, string expected) =>
        Assert.Equal(Read(expected), new RenewalPlan(12, null, Read(percent), "").PriceAfter(Read(price)));

    [Theory]
    [InlineData("2026-03-31", "2027-03-31")]
    [InlineData("2027-02-28", "2028-02-29")]
    [InlineData("2028-02-29", "2029-02-28")]
    public void EndAfter_OfWholeMonths_StaysAtTheEndOfAMonth(string end, string expected) =>
        Assert.Equal(Day(expected), new RenewalPlan(12, null, 0, "").EndAfter(Day(end)));

    private static decimal Read(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<Result<DateOnly>> RenewAsync(RenewalScene scene, long id, RenewalPlan plan, DateOnly? end = null) =>
        await scene.Portal.Get<RenewContract>().RunAsync(new(id, end ?? End, plan), default);

    [Theory, EachDatabase]
    public async Task Settings_NoticesAreForWhoWritesContracts_TheProposalForWhoIndexes(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await scene.ContractAsync("C-1", new(2025, 4, 1));
        var rule = new IndexationRule(IndexationMode.Percentage, IndexationBase.CurrentPrice, 2, 0, [], null, null, 2);
        Boreal.Require(await SettingsAsync(scene, 0, 60, true, rule));

        // The period ends on the 31st of March: the contract's page and the list say that an indexation is proposed.
        Assert.Equal(new DateOnly(2026, 4, 1), Boreal.Value(await scene.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).ProposedIndexation);
        Assert.True(Assert.Single(Boreal.Value(await scene.Portal.Get<ListRenewals>().RunAsync(new(new PageRequest(), 90), default)).Rows).ProposesIndexation);
        Assert.Single((await scene.FindAsync(contract.Id)).Lines);

        scene.Portal.User = TestUser.With(Permissions.ContractsEdit, Permissions.ContractsView);
        Boreal.Require(await SettingsAsync(scene, 0, 45, true, null));
        Assert.Equal((45, true, 2m), Boreal.Value(await scene.Portal.Get<ShowRenewalSettings>().RunAsync(scene.Boreal.Entity.Id, default)) is var shown ? (shown.LeadDays, shown.ProposesIndexation, shown.Rule!.Percent) : default);
        Assert.Equal(Refusal.Forbidden, (await SettingsAsync(scene, 1, 45, false, null)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await SettingsAsync(scene, 1, 45, true, rule)).Refusal);
        scene.Portal.User = TestUser.With(Permissions.ContractsView);
        Assert.Equal(Refusal.Forbidden, (await SettingsAsync(scene, 1, 30, true, null)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task ProposedIndexation_OfAFixedTerm_ComesOnceItIsRenewed_ForItsNewTerm(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var contract = await scene.ContractAsync("C-1", new(2025, 4, 1), End);
        var rule = new IndexationRule(IndexationMode.Percentage, IndexationBase.CurrentPrice, 2, 0, [], null, null, 2);
        Boreal.Require(await SettingsAsync(scene, 0, 60, true, rule));

        Assert.Null(Boreal.Value(await scene.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).ProposedIndexation);
        Assert.False(Assert.Single(Boreal.Value(await scene.Portal.Get<ListRenewals>().RunAsync(new(new PageRequest(), 90), default)).Rows).ProposesIndexation);
        Boreal.Value(await RenewAsync(scene, contract.Id, new(12, null, 0, "")));

        Assert.Equal(End.AddDays(1), Boreal.Value(await scene.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).ProposedIndexation);
    }

    private static Task<Result> SettingsAsync(RenewalScene scene, int version, int leadDays, bool proposes, IndexationRule? rule) =>
        scene.Portal.Get<SaveRenewalSettings>().RunAsync(new(scene.Boreal.Entity.Id, version, leadDays, proposes, rule), default);
}
