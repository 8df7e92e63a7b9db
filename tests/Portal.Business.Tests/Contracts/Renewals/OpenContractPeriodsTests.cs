using Microsoft.EntityFrameworkCore;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Renewals;

public sealed class OpenContractPeriodsTests
{
    [Theory, EachDatabase]
    public async Task Run_WhenAPeriodIsOver_OpensTheNext_AndTheContractBecomesARenewal(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2025, 4, 1))).Id;
        scene.GoTo(new(2026, 3, 31));
        Assert.Equal(0, (await scene.OpenPeriodsAsync()).Opened);
        Assert.Equal(ContractKind.New, (await scene.FindAsync(id)).Kind);

        scene.GoTo(new(2026, 4, 1));
        Assert.Equal(1, (await scene.OpenPeriodsAsync()).Opened);

        var contract = await scene.FindAsync(id);
        Assert.Equal(ContractKind.Renewal, contract.Kind);
        Assert.Equal([(1, new(2025, 4, 1), new(2026, 3, 31)), (2, new(2026, 4, 1), new(2027, 3, 31))], contract.Periods.OrderBy(p => p.Number).Select(p => (p.Number, p.From, p.To)));
        Assert.Equal(new DateOnly(2025, 4, 1), contract.NextInvoiceOn);
    }

    [Theory, EachDatabase]
    public async Task Run_OnSeveralNodesAtOnceAndAgain_OpensEachMissedPeriodOnce(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2022, 2, 28), openedUntil: new(2022, 3, 1))).Id;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(scene.OpenPeriodsAsync)));
        await scene.OpenPeriodsAsync();

        Assert.Equal([1, 2, 3, 4, 5], (await scene.FindAsync(id)).Periods.Select(p => p.Number).Order());
        await using var db = scene.Portal.Open();
        Assert.Equal(4, await db.TimelineEntries.CountAsync(t => t.What == "Contracts.PeriodOpened"));
    }

    [Theory, EachDatabase]
    public async Task Run_AfterTheLastDay_ClosesTheContractOnlyOnceAllIsBilled(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2025, 3, 3), new(2026, 3, 2), frequency: BillingFrequency.HalfYearly)).Id;
        scene.GoTo(new(2026, 3, 3));
        Assert.Equal(0, (await scene.OpenPeriodsAsync()).Closed);

        await scene.BillAsync(id, new(2026, 3, 3));
        Assert.Equal(1, (await scene.OpenPeriodsAsync()).Closed);

        var contract = await scene.FindAsync(id);
        Assert.Equal(ContractStatus.Ended, contract.Status);
        Assert.All(contract.Lines, l => Assert.Equal(ContractLineStatus.Ended, l.Status));
        Assert.Null(contract.NextInvoiceOn);
        Assert.Equal(0, (await scene.OpenPeriodsAsync()).Closed);
    }

    [Theory, EachDatabase]
    public async Task Periods_FollowTheLastDay_WhenItIsMovedSetAndTakenBack(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2025, 1, 1), new DateOnly(2026, 6, 30))).Id;
        var contract = await scene.FindAsync(id);
        Assert.Equal(new DateOnly(2026, 6, 30), contract.PeriodAt(new(2026, 3, 2))!.To);

        var version = Boreal.Value(await scene.Portal.Get<SaveContract>().RunAsync(new(id, contract.Version, contract.Written with { EndsOn = new DateOnly(2027, 3, 31) }), default));
        Assert.Equal(new DateOnly(2026, 12, 31), (await scene.FindAsync(id)).PeriodAt(new(2026, 8, 1))?.To);
        version = Boreal.Value(await scene.Portal.Get<EndContract>().RunAsync(new(id, version, new(2025, 12, 15), "Moved away"), default));
        Assert.Equal([new DateOnly(2025, 12, 15)], (await scene.FindAsync(id)).Periods.Select(p => p.To));
        Boreal.Value(await scene.Portal.Get<ContinueContract>().RunAsync(new(id, version), default));
        await scene.OpenPeriodsAsync();

        Assert.Equal([(1, new DateOnly(2025, 12, 31)), (2, new(2026, 12, 31))], (await scene.FindAsync(id)).Periods.OrderBy(p => p.Number).Select(p => (p.Number, p.To)));
    }

    [Theory, EachDatabase]
    public async Task Run_WithoutThePermission_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        scene.Portal.User = TestUser.With(Business.Common.Permissions.ContractsEdit);
        Assert.Equal("Common.Forbidden", (await scene.Portal.Get<Business.Contracts.Scheduled.OpenContractPeriods>().RunAsync(new(), default)).Refusal?.Code);
    }
}
