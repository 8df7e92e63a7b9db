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

namespace Portal.Business.Tests.Contracts.Indexing;

public sealed class ApplyIndexationTests
{
    internal static readonly DateOnly From = new(2026, 7, 1);
    private static readonly IndexationRule Plus2 = new(IndexationMode.Percentage, IndexationBase.CurrentPrice, 2m, 0, [], null, null, 2);

    [Theory, EachDatabase]
    public async Task Preview_ThenApply_ChangesWhatWasShown_FromTheDayOn(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly, prices: [1200m, 600m])).Id;
        await scene.ContractAsync("C-2", new(2026, 1, 1), isIndexable: false);
        await scene.BillAsync(id, new(2026, 3, 1));
        var shown = await PreviewAsync(scene);
        Assert.Equal((2, 1, 1800m, 1836m, 1.02m), (shown.Lines, shown.Contracts, shown.Sums.Single().OldNet, shown.NewNet, shown.Factor));
        Assert.Equal([(1200m, 1224m), (600m, 612m)], shown.Page.Rows.Select(r => (r.Line.OldPrice, r.Line.NewPrice)));

        var done = Boreal.Value(await ApplyAsync(scene, shown));

        Assert.Equal((2, 0), (done.Lines, done.Skipped));
        var contract = await scene.FindAsync(id);
        var due = DueBilling.Of(contract, new(2026, 12, 31)).GroupBy(i => i.InvoiceOn).ToDictionary(g => g.Key, g => g.Sum(i => i.Net));
        Assert.Equal((150m, 153m), (due[new(2026, 6, 1)], due[new(2026, 7, 1)]));
        Assert.Equal(new[] { 1200m, 600m }.Order(), contract.Lines.Where(l => l.IndexationId == done.IndexationId).Select(l => l.BasePrice).Order());
        var kept = Assert.Single(await HistoryAsync(scene));
        Assert.Equal((2, false, "Ada Admin", 1.02m), (kept.Lines, kept.IsBilled, kept.AppliedByName, kept.Factor));
        Assert.Equal(0, (await PreviewAsync(scene)).Lines);
    }

    [Theory, EachDatabase]
    public async Task Preview_LinesBilledBeyondOrNotIndexable_AreLeftOutWithTheirReason(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1))).Id;
        await scene.BillAsync(id, new(2026, 1, 1));
        var shown = Boreal.Value(await scene.Portal.Get<PreviewIndexation>().RunAsync(new(Wish(scene, Plus2), new PageRequest(), LeftOut: true), default));

        Assert.Equal((0, 1), (shown.Lines, shown.LeftOut));
        var row = Assert.Single(shown.Page.Rows);
        Assert.Equal((LeftOut.BilledBeyond, new DateOnly(2026, 12, 31)), (row.Line.Why!.Value, row.Line.BilledThrough!.Value));
        Assert.Equal("Contracts.NothingToIndex", (await ApplyAsync(scene, shown)).Refusal?.Code);
    }

    /// <summary>A visit that was billed on the day of the new prices or later is at the old price: the line waits for a later day.</summary>
    [Theory, EachDatabase]
    public async Task Preview_LineWithAVisitBilledBeyondTheDay_IsLeftOut_AndOneBilledBeforeIsNot(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var (early, late) = (await VisitedAsync(scene, "C-1", From.AddDays(-1)), await VisitedAsync(scene, "C-2", From));

        var shown = Boreal.Value(await scene.Portal.Get<PreviewIndexation>().RunAsync(new(Wish(scene, Plus2), new PageRequest()), default));
        var left = Boreal.Value(await scene.Portal.Get<PreviewIndexation>().RunAsync(new(Wish(scene, Plus2), new PageRequest(), LeftOut: true), default));

        Assert.Equal([early], shown.Page.Rows.Select(r => r.Line.ContractId));
        Assert.Equal([(late, LeftOut.BilledBeyond, From)], left.Page.Rows.Select(r => (r.Line.ContractId, r.Line.Why!.Value, r.Line.BilledThrough!.Value)));
        Assert.Equal(1, Boreal.Value(await ApplyAsync(scene, shown)).Lines);
    }

    /// <summary>The contract was ended early: a line that was to go on beyond its end is indexed like the others, and ends with it.</summary>
    [Theory, EachDatabase]
    public async Task Apply_OnALineThatWasToEndAfterItsContract_IndexesItToo(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly, prices: [1200m, 600m])).Id;
        var contract = await scene.FindAsync(id);
        var version = Boreal.Value(await scene.Portal.Get<EndContractLines>().RunAsync(new(id, contract.Version, [contract.Lines[0].Id], new(2026, 12, 31)), default));
        version = Boreal.Value(await scene.Portal.Get<EndContract>().RunAsync(new(id, version, new(2026, 9, 30), "Moved away"), default));

        Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene)));

        contract = await scene.FindAsync(id);
        Assert.Equal(4, contract.Lines.Count);
        Assert.Equal((new DateOnly(2026, 9, 30), 6 * 150m + 3 * 153m), DueBilling.Of(contract, new(2027, 12, 31)).ToList() is var due ? (due.Max(i => i.To), due.Sum(i => i.Net)) : default);
        Boreal.Value(await scene.Portal.Get<ContinueContract>().RunAsync(new(id, contract.Version), default));
        Assert.Equal(new DateOnly(2026, 12, 31), DueBilling.Of(await scene.FindAsync(id), new(2027, 12, 31)).Where(i => i.LineId == contract.Lines.Single(l => l.UnitPrice is 1224m or 612m && l.EndsOn is not null).Id).Max(i => i.To));
    }

    private static async Task<long> VisitedAsync(RenewalScene scene, string reference, DateOnly billedVisit)
    {
        var contract = await scene.ContractAsync(reference, new(2026, 1, 1), frequency: BillingFrequency.Yearly);
        var invoice = await scene.Boreal.ProformaAsync(scene.Boreal.InvoiceLine("Visite", 1, 10));
        await using var db = scene.Portal.Open();
        db.BilledPeriods.Add(new BilledPeriod
        {
            ContractId = contract.Id,
            LineId = contract.Lines[0].Id,
            Kind = BilledKind.Visit,
            Key = "1",
            From = billedVisit,
            To = billedVisit,
            InvoiceOn = billedVisit,
            DatedOn = billedVisit,
            Quantity = 1,
            Net = 10,
            InvoiceId = invoice,
            InvoiceLineId = Ids.New(),
            Basis = new BilledBasis(0, 1, 1, 0, null),
        });
        await db.SaveChangesAsync();
        return contract.Id;
    }

    [Theory, EachDatabase]
    public async Task Apply_ByTwoAtOnce_HappensOnce(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly)).Id;
        var shown = await PreviewAsync(scene);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ApplyAsync(scene, shown))));

        Assert.Single(results, r => r.Succeeded);
        Assert.Equal([1200m, 1224m], (await scene.FindAsync(id)).Lines.Select(l => l.UnitPrice).Order());
        Assert.Single(await HistoryAsync(scene));
    }

    [Theory, EachDatabase]
    public async Task Apply_PressedTwice_IsOneIndexation(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly);
        var (shown, key) = (await PreviewAsync(scene), Guid.NewGuid());

        var first = Boreal.Value(await ApplyAsync(scene, shown, key: key));
        var second = Boreal.Value(await ApplyAsync(scene, shown, key: key));

        Assert.Equal(first, second);
    }

    [Theory, EachDatabase]
    public async Task Apply_OfManyContracts_InterruptedAfterAChunk_GoesOnWithTheSameKey(DatabaseProvider provider)
    {
        var crash = new StopAt("contracts.indexation-chunk");
        await using var scene = await RenewalScene.StartAsync(provider, steps: crash);
        for (var i = 0; i < ApplyIndexation.InOneSave + 5; i++)
        {
            await scene.ContractAsync($"C-{i:000}", new(2026, 1, 1), frequency: BillingFrequency.Monthly);
        }

        var (shown, key) = (await PreviewAsync(scene), Guid.NewGuid());
        await Assert.ThrowsAsync<InvalidOperationException>(() => ApplyAsync(scene, shown, key: key));
        var begun = Assert.Single(await HistoryAsync(scene));
        Assert.Equal((ApplyIndexation.InOneSave, null), (begun.Lines, begun.FinishedAt));

        crash.Stops = false;
        Assert.Equal(shown.Lines, Boreal.Value(await ApplyAsync(scene, shown, key: key)).Lines);
        var kept = Assert.Single(await HistoryAsync(scene));
        Assert.NotNull(kept.FinishedAt);
        Assert.Equal(ApplyIndexation.InOneSave + 5, kept.Lines);
    }

    [Theory, EachDatabase]
    public async Task Apply_AfterTheContractWasBilledFurther_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.HalfYearly)).Id;
        var shown = await PreviewAsync(scene);
        await scene.BillAsync(id, new(2026, 7, 1));

        Assert.Equal("Contracts.NothingToIndex", (await ApplyAsync(scene, shown)).Refusal?.Code);
        Assert.Single((await scene.FindAsync(id)).Lines);
    }

    [Theory, EachDatabase]
    public async Task Apply_WhileSomebodyBillsTheContract_OneOfThemIsTold(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var id = (await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly)).Id;
        var shown = await PreviewAsync(scene);
        await using var billing = scene.Portal.Open();
        var contract = await billing.Contracts.SingleAsync(c => c.Id == id);

        Boreal.Value(await ApplyAsync(scene, shown));
        contract.BillNextOn(new(2026, 8, 1));

        Assert.Equal("Common.Stale", (await billing.TrySaveAsync(default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Formula_WithAnIndexWithoutValueAtTheDay_IsRefusedByNameAndDay(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly);
        var index = Boreal.Value(await scene.Portal.Get<SavePriceIndex>().RunAsync(
            new(null, 0, new PriceIndexFields { Code = "DEMO", Name = LocalText.Same("Demo"), Values = [new(new(2025, 1, 1), 100m), new(new(2026, 1, 1), 104m)] }), default));
        IndexationRule Rule(DateOnly baseDay) => new(IndexationMode.Formula, IndexationBase.CurrentPrice, 0, 0.15m, [new("", 0.85m, index, baseDay)], null, null, 2);
        async Task<Result<PreviewIndexation.Shown>> TryAsync(DateOnly baseDay, DateOnly on) =>
            await scene.Portal.Get<PreviewIndexation>().RunAsync(new(Wish(scene, Rule(baseDay)) with { ValuesOn = on }, new PageRequest()), default);

        var early = await TryAsync(new(2024, 12, 31), From);
        var late = await TryAsync(new(2025, 6, 1), new(2027, 4, 1));

        Assert.Equal(("Contracts.IndexWithoutValue", "DEMO", new DateOnly(2024, 12, 31), "BaseDay0"), (early.Refusal?.Code, early.Refusal?.Args[0], early.Refusal?.Args[1], early.Refusal?.Field));
        Assert.Equal(("Contracts.IndexWithoutValue", "DEMO", new DateOnly(2027, 4, 1), "ValuesOn"), (late.Refusal?.Code, late.Refusal?.Args[0], late.Refusal?.Args[1], late.Refusal?.Field));
        var good = Boreal.Value(await TryAsync(new(2025, 6, 1), From));
        Assert.Equal((1.034m, 1240.80m), (good.Factor, good.NewNet));
        Assert.Equal([new UsedIndex(index, "DEMO", new(2025, 1, 1), 100m, new(2026, 1, 1), 104m)], good.Used);
    }

    [Theory]
    [InlineData(0, "Contracts.IndexationPercent")]
    [InlineData(-100, "Contracts.IndexationPercent")]
    public async Task Rule_ThatMakesNoSense_IsRefused(int percent, string code)
    {
        await using var scene = await RenewalScene.StartAsync(DatabaseProvider.Sqlite);
        async Task<string?> CodeAsync(IndexationRule rule) =>
            (await scene.Portal.Get<PreviewIndexation>().RunAsync(new(Wish(scene, rule), new PageRequest()), default)).Refusal?.Code;
        Assert.Equal(code, await CodeAsync(Plus2 with { Percent = percent }));
        Assert.Equal("Contracts.FloorOutOfRange", await CodeAsync(Plus2 with { CapPercent = 1, FloorPercent = 2 }));
        Assert.Equal("Contracts.DecimalsOutOfRange", await CodeAsync(Plus2 with { Decimals = 7 }));
        Assert.Equal("Contracts.WeightsAreNotOne", await CodeAsync(Plus2 with { Mode = IndexationMode.Formula, FixedPart = 0.2m, Terms = [new("", 0.7m, 1, From)] }));
        Assert.Equal("Contracts.CoefficientsWanted", await CodeAsync(Plus2 with { Mode = IndexationMode.Coefficients }));
        scene.Portal.User = TestUser.With(Permissions.ContractsEdit);
        Assert.Equal("Common.Forbidden", await CodeAsync(Plus2));
    }

    [Theory, EachDatabase]
    public async Task Letters_SentTwiceAndByTwoAtOnce_ReachEachClientOnce(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly);
        await scene.ContractAsync("C-2", new(2026, 1, 1), frequency: BillingFrequency.Monthly);
        var id = Boreal.Value(await ApplyAsync(scene, await PreviewAsync(scene))).IndexationId;

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.Portal.Get<SendIndexationLetters>().RunAsync(id, default))));
        Assert.True(Assert.Single(await HistoryAsync(scene)).LettersWait);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.Portal.Get<SendAskedLetters>().RunAsync(default))));
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<SendIndexationLetters>().RunAsync(id, default)).Waiting);
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<SendAskedLetters>().RunAsync(default)).Sent);
        Assert.False(Assert.Single(await HistoryAsync(scene)).LettersWait);

        await using var db = scene.Portal.Open();
        var message = Assert.Single(await db.OutgoingMessages.AsNoTracking().ToListAsync());
        Assert.Equal((IndexationLetters.Mail, scene.Boreal.Client.Id), (message.Kind, message.ClientId));
        Assert.Single(message.Attachments);
        var letter = Boreal.Value(await scene.Portal.Get<DrawIndexationLetter>().RunAsync(new(id, null), default));
        Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(letter.Bytes, 0, 4));
        Assert.Equal((1, 1), Assert.Single(await HistoryAsync(scene)) is var row ? (row.Letters, row.Clients) : default);
    }

    [Theory, EachDatabase]
    public async Task Amounts_OfContractsInSeveralCurrencies_StandEachInItsOwn(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly, prices: [1200m]);
        var dollars = await scene.ContractAsync("C-2", new(2026, 1, 1), frequency: BillingFrequency.Monthly, prices: [500m]);
        await using (var db = scene.Portal.Open())
        {
            await db.Contracts.Where(c => c.Id == dollars.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Currency, "USD"));
        }

        var shown = await PreviewAsync(scene);
        Assert.Equal([new("EUR", 1200m, 1224m), new("USD", 500m, 510m)], shown.Sums);
        var id = Boreal.Value(await ApplyAsync(scene, shown)).IndexationId;
        Boreal.Value(await scene.Portal.Get<SendIndexationLetters>().RunAsync(id, default));
        Boreal.Value(await scene.Portal.Get<SendAskedLetters>().RunAsync(default));

        await using var after = scene.Portal.Open();
        var message = Assert.Single(await after.OutgoingMessages.AsNoTracking().ToListAsync());
        var formats = Formats.For(scene.Boreal.Client.Language);
        Assert.Contains($"{formats.Amount(1200m, "EUR")} + {formats.Amount(500m, "USD")}", message.TextBody, StringComparison.Ordinal);
        Assert.Contains($"{formats.Amount(1224m, "EUR")} + {formats.Amount(510m, "USD")}", message.TextBody, StringComparison.Ordinal);
    }

    private static IndexationWish Wish(RenewalScene scene, IndexationRule rule, DateOnly? from = null) =>
        new(scene.Boreal.Entity.Id, from ?? From, from ?? From, rule, new IndexationScope());

    internal static async Task<PreviewIndexation.Shown> PreviewAsync(RenewalScene scene, DateOnly? from = null) =>
        Boreal.Value(await scene.Portal.Get<PreviewIndexation>().RunAsync(new(Wish(scene, Plus2, from), new PageRequest()), default));

    internal static async Task<Result<ApplyIndexation.Done>> ApplyAsync(RenewalScene scene, PreviewIndexation.Shown shown, DateOnly? from = null, Guid? key = null) =>
        await scene.Portal.Get<ApplyIndexation>().RunAsync(new(key ?? Guid.NewGuid(), Wish(scene, Plus2, from), shown.Lines, shown.NewNet), default);

    internal static async Task<IReadOnlyList<ListIndexations.Row>> HistoryAsync(RenewalScene scene) =>
        Boreal.Value(await scene.Portal.Get<ListIndexations>().RunAsync(new(new PageRequest()), default)).Rows;

    private sealed class StopAt(string step) : Steps
    {
        public bool Stops { get; set; } = true;

        public override void Reached(string reached)
        {
            if (Stops && reached == step)
            {
                throw new InvalidOperationException("The process ends here.");
            }
        }
    }
}
