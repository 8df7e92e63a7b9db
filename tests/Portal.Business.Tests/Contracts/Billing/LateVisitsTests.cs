using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Scheduled;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Reporting;
using Portal.Business.Reporting.UseCases;
using Portal.Business.Tests.Interventions;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>A visit that is finished long after the last day of its contract is billed all the same. It is the 2nd of March 2026 at first.</summary>
public sealed class LateVisitsTests
{
    [Theory, EachDatabase]
    public async Task Contract_WithAVisitThatNobodyFinished_ClosesByItsOwnRules_AndThatVisitIsNamedUntilItIsFinishedAndBilled(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var contract = await PerVisitAsync(scene);
        scene.As(scene.LeadId);
        Boreal.Require(await scene.StartAsync());
        scene.AsAdministrator();
        Assert.Empty((await ShownAsync(scene, contract.Id)).ForgottenVisits);
        scene.Portal.Clock.Set(new DateTime(2026, 5, 8, 15, 0, 0, DateTimeKind.Utc));
        Assert.Equal(0, await CloseAsync(scene));
        scene.Portal.Clock.Set(new DateTime(2026, 5, 20, 15, 0, 0, DateTimeKind.Utc));

        Assert.Equal(1, await CloseAsync(scene));
        Assert.Equal(ContractStatus.Ended, (await ContractBook.FindAsync(scene.Boreal, contract.Id)).Status);
        Assert.Equal(scene.VisitId, Assert.Single((await ShownAsync(scene, contract.Id)).ForgottenVisits).Id);
        Assert.Equal(1, await ToldAsync(scene));
        scene.As(scene.LeadId);
        Assert.Equal(1, await ToldAsync(scene));

        await FinishAsync(scene);

        Assert.Equal((0, 0), ((await ShownAsync(scene, contract.Id)).ForgottenVisits.Count, await ToldAsync(scene)));
        Assert.Equal((1, 0), ((await ContractBook.RunAsync(scene.Boreal)).Invoices, (await ContractBook.RunAsync(scene.Boreal)).Invoices));
        Assert.Equal(["2026-03-02..2026-03-02 300.00"], ContractBook.Lines(await ContractBook.InvoicesAsync(scene.Boreal)));
        Assert.Equal(1, await CloseAsync(scene));
        Assert.Equal(ContractStatus.Ended, (await ContractBook.FindAsync(scene.Boreal, contract.Id)).Status);
    }

    [Theory, EachDatabase]
    public async Task Contract_ThatWasClosedBefore_GoesOnUntilTheVisitIsBilled_Once(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var contract = await PerVisitAsync(scene);
        scene.As(scene.LeadId);
        Boreal.Require(await scene.StartAsync());
        scene.AsAdministrator();
        scene.Portal.Clock.Set(new DateTime(2026, 5, 20, 15, 0, 0, DateTimeKind.Utc));
        await using (var db = scene.Portal.Open())
        {
            await db.Contracts.ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, ContractStatus.Ended).SetProperty(c => c.NextInvoiceOn, (DateOnly?)null));
        }

        await FinishAsync(scene);

        Assert.Equal(ContractStatus.Active, (await ContractBook.FindAsync(scene.Boreal, contract.Id)).Status);
        Assert.Equal((1, 0), ((await ContractBook.RunAsync(scene.Boreal)).Invoices, (await ContractBook.RunAsync(scene.Boreal)).Invoices));
        Assert.Equal((1, 0), (await CloseAsync(scene), await CloseAsync(scene)));
        Assert.Equal(["2026-03-02..2026-03-02 300.00"], ContractBook.Lines(await ContractBook.InvoicesAsync(scene.Boreal)));
    }

    private static async Task<Contract> PerVisitAsync(VisitScene scene)
    {
        scene.AsAdministrator();
        var head = ContractBook.Head(new DateOnly(2025, 3, 10), BillingFrequency.PerVisit) with { EndsOn = new DateOnly(2026, 3, 9), RenewsAutomatically = false, NoticeDays = 0 };
        var contract = await ContractBook.AddAsync(scene.Boreal, head, ContractBook.Line(scene.Boreal, "Chaudière", 1, 300, new VisitPlan(1, [3], null, 60)));
        await using var db = scene.Portal.Open();
        (await db.ServiceRequests.SingleAsync(r => r.Id == scene.Request.Id)).ContractLineId = contract.Lines[0].Id;
        await db.SaveChangesAsync();
        return contract;
    }

    private static async Task<ContractView> ShownAsync(VisitScene scene, long id) => Boreal.Value(await scene.Portal.Get<ShowContract>().RunAsync(id, default));

    /// <summary>What Today counts, which is what the list behind it shows.</summary>
    private static async Task<int> ToldAsync(VisitScene scene)
    {
        var count = Boreal.Value(await scene.Portal.Get<ShowToday>().RunAsync(new(), default)).Items.SingleOrDefault(i => i.Need == TodayNeed.VisitsForgotten)?.Count ?? 0;
        Assert.Equal(count, Boreal.Value(await scene.Portal.Get<ListVisits>().RunAsync(new(new(), ListVisits.Choice.Forgotten), default)).Total);
        return count;
    }

    private static async Task FinishAsync(VisitScene scene)
    {
        scene.As(scene.LeadId);
        Boreal.Require(await scene.FinishAsync());
        scene.AsAdministrator();
    }

    private static async Task<int> CloseAsync(VisitScene scene) => Boreal.Value(await scene.Portal.Get<OpenContractPeriods>().RunAsync(new(), default)).Closed;
}
