using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.Scheduled;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Contracts.Renewals;
using Portal.Business.Tests.Support;
using static Portal.Business.Tests.Contracts.Indexing.ApplyIndexationTests;

namespace Portal.Business.Tests.Contracts.Indexing;

/// <summary>An indexation of more contracts than go in one save is taken back, and they are due meanwhile.</summary>
public sealed class BillingWhileUndoneTests
{
    /// <summary>Decided, and not done: what is due is billed once it has its old price, and what shares an invoice with it waits as well.</summary>
    [Theory, EachDatabase]
    public async Task UntilItIsDone_NothingOfThemIsBilled_ThenAtTheOldPrices(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var ids = new List<long>();
        for (var i = 0; i < ApplyIndexation.InOneSave + 2; i++)
        {
            ids.Add((await scene.ContractAsync($"C-{i:000}", From.AddYears(-1))).Id);
        }

        scene.GoTo(From.AddDays(-1));
        await scene.Portal.Get<RunBilling>().RunAsync(new(), default);
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene)));
        var (other, free) = ((await scene.ContractAsync("D-1", From)).Id, (await scene.ContractAsync("E-1", From)).Id);
        await using (var db = scene.Portal.Open())
        {
            await db.Contracts.Where(c => c.Id == other || c.Id == free).ExecuteUpdateAsync(set => set.SetProperty(c => c.NextInvoiceOn, From));
            await db.ContractLines.Where(l => l.ContractId == ids[0] || l.ContractId == other).ExecuteUpdateAsync(set => set.SetProperty(l => l.Grouping, InvoiceGrouping.PerPayer));
        }

        scene.GoTo(From);
        Boreal.Value(await UndoAsync(scene, Assert.Single(await HistoryAsync(scene))));

        var shown = Boreal.Value(await scene.Portal.Get<PreviewBilling>().RunAsync(new(), default));
        long[] waiting = [.. ids, other];
        Assert.Equal(1, shown.Rows.Total);
        Assert.Equal(waiting.Order(), shown.Waiting.Select(c => c.Id).Order());
        var waits = await scene.FindAsync(ids[1]);
        var amendment = new AmendContractLines.Input(waits.Id, waits.Version, [waits.Lines.Single(l => l.IndexationId is not null).Id], From.AddYears(1), new AmendedValues(UnitPrice: 1300));
        Assert.Equal("Contracts.PricesGoBack", (await scene.Portal.Get<AmendContractLines>().RunAsync(amendment, default)).Refusal?.Code);
        var renewal = new RenewContract.Input(waits.Id, From.AddYears(1), new RenewalPlan(12, null, 2, ""));
        Assert.Equal("Contracts.PricesGoBack", (await scene.Portal.Get<RenewContract>().RunAsync(renewal, default)).Refusal?.Code);
        var run = Boreal.Value(await scene.Portal.Get<RunBilling>().RunAsync(new(), default));
        Assert.Equal(waiting.Order(), run.Waiting.Select(c => c.Id).Order());
        Assert.Contains("D-1", run.Waiting.Select(c => c.Reference));
        await using (var db = scene.Portal.Open())
        {
            Assert.Equal([free], await db.BilledPeriods.Where(b => b.From >= From).Select(b => b.ContractId).ToListAsync());
        }

        Assert.Equal(new(1, 0, 0), Boreal.Value(await GoOnAsync(scene)));
        Assert.Empty(Boreal.Value(await scene.Portal.Get<PreviewBilling>().RunAsync(new(), default)).Waiting);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<RunBilling>().RunAsync(new(), default)).Waiting);
        await using var after = scene.Portal.Open();
        var billed = await after.BilledPeriods.AsNoTracking().Where(b => b.From >= From).ToListAsync();
        Assert.Equal(ids.Append(other).Append(free).Order(), billed.Select(b => b.ContractId).Order());
        Assert.Single(billed.Select(b => b.Net).Distinct());
    }

    /// <summary>Somebody decides while the contracts are billed: either it is too late to take it back, or none of them is billed at the price that was cancelled.</summary>
    [Theory, EachDatabase]
    public async Task DecidedWhileTheyAreBilled_IsRefused_OrNoneIsBilledAtTheCancelledPrice(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        for (var i = 0; i < ApplyIndexation.InOneSave + 2; i++)
        {
            await scene.ContractAsync($"C-{i:000}", From.AddYears(-1));
        }

        scene.GoTo(From.AddDays(-1));
        await scene.Portal.Get<RunBilling>().RunAsync(new(), default);
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene)));
        var row = Assert.Single(await HistoryAsync(scene));
        scene.GoTo(From);
        var undo = Task.Run(() => UndoAsync(scene, row));
        await Task.WhenAll(undo, Task.Run(() => scene.Portal.Get<RunBilling>().RunAsync(new(), default)));

        await using var db = scene.Portal.Open();
        var billed = db.BilledPeriods.Where(b => db.ContractLines.Any(l => l.Id == b.LineId && l.IndexationId != null));
        var atNewPrice = await billed.CountAsync();
        Assert.True((await undo).Succeeded == (atNewPrice == 0), $"{(await undo).Refusal?.Code}: {atNewPrice}");
        await GoOnAsync(scene);
        Boreal.Value(await scene.Portal.Get<RunBilling>().RunAsync(new(), default));
        Assert.Equal((await undo).Succeeded ? 0 : ApplyIndexation.InOneSave + 2, await billed.CountAsync());
        Assert.Equal(ApplyIndexation.InOneSave + 2, await db.BilledPeriods.CountAsync(b => b.From >= From));
    }

    /// <summary>What the scheduler does.</summary>
    private static Task<Result<TakeBackIndexations.Done>> GoOnAsync(RenewalScene scene) => scene.Portal.Get<TakeBackIndexations>().RunAsync(default);

    private static async Task<Result<UndoIndexation.Done>> UndoAsync(RenewalScene scene, ListIndexations.Row row) =>
        await scene.Portal.Get<UndoIndexation>().RunAsync(new(row.Id, row.Version), default);
}
