using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Documents;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Contracts.Scheduled;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Contracts.Renewals;
using Portal.Business.Tests.Support;
using static Portal.Business.Tests.Contracts.Indexing.ApplyIndexationTests;

namespace Portal.Business.Tests.Contracts.Indexing;

/// <summary>Indexations that are taken back.</summary>
public sealed class UndoIndexationTests
{
    [Theory, EachDatabase]
    public async Task Undo_WhileItIsStillApplied_StopsIt_AndNoContractKeepsANewPrice(DatabaseProvider provider)
    {
        var undo = new UndoBetweenChunks();
        await using var scene = await RenewalScene.StartAsync(provider, steps: undo);
        for (var i = 0; i < ApplyIndexation.InOneSave + 5; i++)
        {
            await scene.ContractAsync($"C-{i:000}", new(2026, 1, 1), frequency: BillingFrequency.Monthly);
        }

        var shown = await PreviewAsync(scene);
        undo.Do = () => UndoAsync(scene, Assert.Single(HistoryAsync(scene).GetAwaiter().GetResult())).GetAwaiter().GetResult();

        Assert.Equal("Contracts.IndexationUndoneMeanwhile", (await ApplyAsync(scene, shown)).Refusal?.Code);

        Assert.True(undo.Undone!.Succeeded);
        Assert.NotNull(Assert.Single(await HistoryAsync(scene)).UndoneAt);
        await using var db = scene.Portal.Open();
        Assert.Equal(0, await db.ContractLines.CountAsync(l => l.IndexationId != null));
        Assert.Equal(0, await db.ContractLines.CountAsync(l => l.EndsOn != null));
    }

    [Theory, EachDatabase]
    public async Task Undo_WhileNothingIsBilledAtTheNewPrice_PutsEverythingBack(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly)).Id;
        var before = DueBilling.Of(await scene.FindAsync(id), new(2027, 12, 31)).Select(i => (i.LineId, i.InvoiceOn, i.Net)).ToList();
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene)));
        await scene.BillAsync(id, new(2026, 6, 1));
        var row = Assert.Single(await HistoryAsync(scene));

        Boreal.Require(await UndoAsync(scene, row));

        Assert.Equal(before, DueBilling.Of(await scene.FindAsync(id), new(2027, 12, 31)).Select(i => (i.LineId, i.InvoiceOn, i.Net)));
        Assert.Equal("Common.Stale", (await UndoAsync(scene, row)).Refusal?.Code);
        Assert.NotNull(Assert.Single(await HistoryAsync(scene)).UndoneAt);
        Assert.Equal(1, (await PreviewAsync(scene)).Lines);
    }

    [Theory, EachDatabase]
    public async Task Indexation_WhileAnotherIsStillTakenBack_IsRefusedUntilItIsDone(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly);
        var shown = await PreviewAsync(scene, new(2026, 9, 1));
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene)));
        await using (var db = scene.Portal.Open())
        {
            await db.Indexations.ExecuteUpdateAsync(set => set.SetProperty(i => i.UndoneAt, scene.Portal.Clock.GetUtcNow().UtcDateTime));
        }

        Assert.Equal("Contracts.IndexationBeingUndone", (await ApplyAsync(scene, shown, new(2026, 9, 1))).Refusal?.Code);
        Assert.Single(await HistoryAsync(scene));
    }

    [Theory, EachDatabase]
    public async Task Undo_OnceBilledOrAmended_IsRefusedWithTheHintToAmend(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly)).Id;
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene)));
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene, new(2026, 9, 1)), new(2026, 9, 1)));
        var rows = await HistoryAsync(scene);
        Assert.Equal("Contracts.IndexedLineAmended", (await UndoAsync(scene, rows.Single(r => r.From == From))).Refusal?.Code);

        await scene.BillAsync(id, new(2026, 9, 1));
        var refused = await UndoAsync(scene, rows.Single(r => r.From != From));
        Assert.Equal(("Contracts.IndexationIsBilled", "C-1"), (refused.Refusal?.Code, refused.Refusal?.Args[0]));
        Assert.Equal(3, (await scene.FindAsync(id)).Lines.Count);
    }

    [Theory, EachDatabase]
    public async Task Undo_WhileSomebodyBills_OneOfThemIsTold(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly)).Id;
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene)));
        await using var billing = scene.Portal.Open();
        var contract = await billing.Contracts.SingleAsync(c => c.Id == id);

        Boreal.Require(await UndoAsync(scene, Assert.Single(await HistoryAsync(scene))));
        contract.BillNextOn(new(2026, 8, 1));

        Assert.Equal("Common.Stale", (await billing.TrySaveAsync(default)).Refusal?.Code);
    }

    /// <summary>The billing is saved after the undo has looked for it.</summary>
    [Theory, EachDatabase]
    public async Task Undo_OvertakenByABilling_SaysSo_AndTheLineThatIsBilledStays(DatabaseProvider provider)
    {
        var judged = new StepThatDoes("contracts.indexation-undo-judged");
        await using var scene = await RenewalScene.StartAsync(provider, steps: judged);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly)).Id;
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene)));
        scene.GoTo(From);
        judged.Do = () => scene.Portal.Get<RunBilling>().RunAsync(new(From), default).GetAwaiter().GetResult();

        Assert.Equal("Contracts.IndexationIsBilled", (await UndoAsync(scene, Assert.Single(await HistoryAsync(scene)))).Refusal?.Code);

        Assert.Equal(1, judged.Times);
        await using var db = scene.Portal.Open();
        var made = await db.ContractLines.Where(l => l.IndexationId != null && l.ContractId == id).Select(l => l.Id).SingleAsync();
        Assert.True(await db.BilledPeriods.AnyAsync(b => b.LineId == made));
    }

    /// <summary>Broken off after the first two hundred contracts; one of the others is billed at the new price before somebody goes on.</summary>
    [Theory, EachDatabase]
    public async Task Undo_OfManyContracts_GoesInParts_IsContinued_AndLeavesWhatWasBilledMeanwhile(DatabaseProvider provider)
    {
        var crash = new CrashInTheUndo();
        await using var scene = await RenewalScene.StartAsync(provider, steps: crash);
        var last = 0L;
        for (var i = 0; i < ApplyIndexation.InOneSave + 2; i++)
        {
            last = (await scene.ContractAsync($"C-{i:000}", new(2026, 1, 1), frequency: BillingFrequency.Monthly)).Id;
        }

        var all = ApplyIndexation.InOneSave + 2;
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene)));
        Assert.Equal(all, Boreal.Value(await UndoAsync(scene, Assert.Single(await HistoryAsync(scene)))).Waiting);
        var waiting = Assert.Single(await HistoryAsync(scene));
        Assert.Equal((true, all, all), (waiting.IsBeingUndone, waiting.Contracts, waiting.UndoContracts));
        Assert.Equal(new(0, 0, 1), Boreal.Value(await GoOnAsync(scene)));
        var begun = Assert.Single(await HistoryAsync(scene));
        Assert.Equal((true, 2, all), (begun.IsBeingUndone, begun.Contracts, begun.UndoContracts));
        Assert.Equal("Common.Stale", (await UndoAsync(scene, begun)).Refusal?.Code);
        scene.GoTo(From);
        await scene.BillAsync(last, From);

        Assert.Equal(new(1, 1, 0), Boreal.Value(await GoOnAsync(scene)));

        var done = Assert.Single(await HistoryAsync(scene));
        Assert.Equal((true, 1, all), (done.UndoFinishedAt is not null, done.Lines, done.UndoContracts));
        Assert.Equal(new(0, 0, 0), Boreal.Value(await GoOnAsync(scene)));
        Assert.Equal("Common.Stale", (await UndoAsync(scene, done)).Refusal?.Code);
        await using var db = scene.Portal.Open();
        Assert.Equal(last, (await db.ContractLines.SingleAsync(l => l.IndexationId != null)).ContractId);
        Assert.Equal(last, (await db.ContractLines.SingleAsync(l => l.EndsOn != null)).ContractId);
    }

    [Theory, EachDatabase]
    public async Task Undo_OfManyContracts_WhereOneIsBilledAtTheNewPrice_OrItsOldPriceWithinAPeriod_IsRefusedBeforeAnythingChanges(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var ids = new List<long>();
        for (var i = 0; i < ApplyIndexation.InOneSave + 2; i++)
        {
            ids.Add((await scene.ContractAsync($"C-{i:000}", new(2026, 1, 1), frequency: BillingFrequency.Monthly)).Id);
        }

        var within = From.AddDays(9);
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene, within), within));
        await scene.BillAsync(ids[^1], From);
        var row = Assert.Single(await HistoryAsync(scene));

        var refused = await UndoAsync(scene, row);

        Assert.Equal(("Contracts.IndexationIsBilled", $"C-{ids.Count - 1:000}"), (refused.Refusal?.Code, refused.Refusal?.Args[0]));
        Assert.Null(Assert.Single(await HistoryAsync(scene)).UndoneAt);
        await using (var db = scene.Portal.Open())
        {
            await db.BilledPeriods.ExecuteDeleteAsync();
        }

        await scene.BillAsync(ids[0], within.AddMonths(1));
        refused = await UndoAsync(scene, row);
        Assert.Equal(("Contracts.IndexationIsBilled", "C-000"), (refused.Refusal?.Code, refused.Refusal?.Args[0]));
    }

    /// <summary>Two nodes take it back while a billing runs on the day of the new prices: each contract goes back whole before it is billed.</summary>
    [Theory, EachDatabase]
    public async Task Undo_OfManyContracts_OnTwoNodes_WhileTheyAreBilled_MixesNoPrices(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        for (var i = 0; i < ApplyIndexation.InOneSave + 20; i++)
        {
            await scene.ContractAsync($"C-{i:000}", From.AddYears(-1));
        }

        scene.GoTo(From.AddDays(-1));
        await scene.Portal.Get<RunBilling>().RunAsync(new(From.AddDays(-1)), default);
        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene)));
        scene.GoTo(From);
        var waiting = Boreal.Value(await UndoAsync(scene, Assert.Single(await HistoryAsync(scene)))).Waiting;
        Assert.True(waiting > ApplyIndexation.InOneSave, $"{waiting} contracts");
        await Task.WhenAll(
            Task.Run(() => GoOnAsync(scene)), Task.Run(() => GoOnAsync(scene)), Task.Run(() => scene.Portal.Get<RunBilling>().RunAsync(new(From), default)));
        Boreal.Value(await GoOnAsync(scene));
        await scene.Portal.Get<RunBilling>().RunAsync(new(From), default);

        var row = Assert.Single(await HistoryAsync(scene));
        Assert.NotNull(row.UndoFinishedAt);
        await using var db = scene.Portal.Open();
        var lines = await db.ContractLines.AsNoTracking().ToDictionaryAsync(l => l.Id);
        var kept = lines.Values.Where(l => l.IndexationId is not null).ToList();
        Assert.Equal((0, 0), (row.Lines, kept.Count));
        Assert.All(lines.Values, l => Assert.Null(l.EndsOn));
        var billed = await db.BilledPeriods.AsNoTracking().Where(b => b.From >= From).ToListAsync();
        Assert.All(billed, b => Assert.Equal(lines[b.LineId].UnitPrice * lines[b.LineId].AnnualQuantity, b.Net));
        Assert.Equal(billed.Count, billed.Select(b => (b.ContractId, b.From)).Distinct().Count());
    }

    /// <summary>Billing ahead through the day of the new prices while somebody applies, and takes back, an indexation: each period is billed once, at one price.</summary>
    [Theory, EachDatabase]
    public async Task ApplyAndUndo_WhileTheBillingRuns_NeverBillAPeriodTwiceNorMixPrices(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var ids = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add((await scene.ContractAsync($"C-{i}", new(2026, 1, 1), frequency: BillingFrequency.Monthly)).Id);
        }

        scene.GoTo(From);
        var shown = await PreviewAsync(scene);
        await Task.WhenAll(
            Task.Run(() => scene.Portal.Get<RunBilling>().RunAsync(new(From), default)), Task.Run(() => ApplyAsync(scene, shown)), Task.Run(() => scene.Portal.Get<RunBilling>().RunAsync(new(From), default)));
        if ((await HistoryAsync(scene)) is [var row])
        {
            await Task.WhenAll(Task.Run(() => UndoAsync(scene, row)), Task.Run(() => scene.Portal.Get<RunBilling>().RunAsync(new(From), default)));
        }

        await scene.Portal.Get<RunBilling>().RunAsync(new(From), default);

        await using var db = scene.Portal.Open();
        foreach (var id in ids)
        {
            var contract = await scene.FindAsync(id);
            var billed = await db.BilledPeriods.AsNoTracking().Where(b => b.ContractId == id).OrderBy(b => b.From).ToListAsync();
            Assert.Equal(Enumerable.Range(1, 7).Select(m => new DateOnly(2026, m, 1)), billed.Select(b => b.From));
            Assert.All(billed, b => Assert.Contains(contract.Lines, l => l.Id == b.LineId && (l.EndsOn == null || b.To <= l.EndsOn)));
            Assert.All(billed, b => Assert.Equal(b.Net, contract.Lines.Single(l => l.Id == b.LineId).UnitPrice / 12));
        }
    }

    /// <summary>Somebody takes the indexation back when its first chunk is saved.</summary>
    private sealed class UndoBetweenChunks : Steps
    {
        public Func<Result>? Do { get; set; }

        public Result? Undone { get; private set; }

        public override void Reached(string reached)
        {
            if (reached == "contracts.indexation-chunk")
            {
                Undone ??= Do!();
            }
        }
    }

    private sealed class StepThatDoes(string step) : Steps
    {
        public Action? Do { get; set; }

        public int Times { get; private set; }

        public override void Reached(string reached)
        {
            if (reached == step && Do is { } what)
            {
                Do = null;
                Times++;
                what();
            }
        }
    }

    private sealed class CrashInTheUndo : Steps
    {
        private bool crashed;

        public override void Reached(string reached)
        {
            if (reached == "contracts.indexation-undo-chunk" && !crashed)
            {
                crashed = true;
                throw new InvalidOperationException("Pulled the plug.");
            }
        }
    }

    /// <summary>What the scheduler does.</summary>
    private static Task<Result<TakeBackIndexations.Done>> GoOnAsync(RenewalScene scene) => scene.Portal.Get<TakeBackIndexations>().RunAsync(default);

    private static async Task<Result<UndoIndexation.Done>> UndoAsync(RenewalScene scene, ListIndexations.Row row) =>
        await scene.Portal.Get<UndoIndexation>().RunAsync(new(row.Id, row.Version), default);
}
