using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Quotes;

/// <summary>What a quote says of its payment schedule is what is invoiced, to the cent.</summary>
public sealed class StagedTotalsTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void Stages_OfAnyQuote_ComeToWhatIsInvoiced() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(Cases().ToArbitrary(), drawn =>
            {
                var books = new Books();
                var quote = MakeQuote(books, drawn);
                using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
                var words = new ScheduleWords(services.GetRequiredService<IStringLocalizer<QuotesText>>(), new TestClock(Now));

                var shown = words.Describe(quote, books.Seller, books.Taxes, "fr-CA").Single();
                var invoices = Invoice(quote, books.Taxes);

                var total = invoices.Sum(i => i.Total);
                return shown.Stages.Select(s => s.Amount).SequenceEqual(invoices.Select(i => i.Total))
                    && invoices.All(i => i.Taxes.TrueForAll(t => t.Amount == Money.Round(t.Base * t.Percent / 100)))
                    && invoices.Sum(i => i.Net) == quote.Net
                    && (shown.Note.Length == 0) == (total == quote.Total)
                    && (total == quote.Total || shown.Note.Contains(Formats.For("fr-CA").Amount(total, "CAD"), StringComparison.Ordinal));
            }));

    [Fact]
    public void Stages_ByAmount_ComeToTheirAmounts_AndLeaveNoLineBehind() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(AmountCases().ToArbitrary(), drawn =>
            {
                var books = new Books();
                var quote = MakeQuote(books, drawn);
                var lines = quote.CountedLines.Select(l => new LineToCut(l.Net, l.Quantity, books.Taxes.Find(l.TaxCodeId))).ToList();
                var stages = quote.Schedule.Stages;
                var cut = StageCut.Of(lines, stages, Day);
                var shown = StagedTotals.Of([.. lines.Select(l => (l.Net, l.Code))], stages, Day);
                var invoices = Invoice(quote, books.Taxes);

                decimal left = quote.Net;
                for (var i = 0; i < stages.Count; i++)
                {
                    var net = cut.Part(i).Sum(p => p.Net);
                    var wanted = Math.Min(stages[i].Measure == StageMeasure.Percent ? Money.Round(quote.Net * stages[i].Percent / 100) : stages[i].Amount, left);
                    left -= net;
                    var right = stages[i].Measure switch
                    {
                        StageMeasure.Rest => left == 0,
                        StageMeasure.AmountWithTax => left == 0 || TaxCalculation.Calculate([.. cut.Part(i).Zip(lines, (p, l) => (p.Net, l.Code))], stages[i].IssueOn(Day)).Total is var gross
                            && gross <= stages[i].Amount && gross >= stages[i].Amount - 0.06m,
                        _ => net == wanted,
                    };
                    if (!right)
                    {
                        return false;
                    }
                }

                return lines.Select((line, at) => stages.Select((_, i) => cut.Part(i)[at]).ToList()).Zip(lines).All(l =>
                        l.First.Sum(p => p.Net) == l.Second.Net && l.First.Sum(p => p.Quantity) == l.Second.Quantity
                        && l.First.TrueForAll(p => Within(p.Net, l.Second.Net) && Within(p.Quantity, l.Second.Quantity)))
                    && invoices.Sum(i => i.Net) == quote.Net
                    && shown.Select(t => t.Total).SequenceEqual(invoices.Select(i => i.Total))
                    && invoices.All(i => i.Taxes.TrueForAll(t => t.Amount == Money.Round(t.Base * t.Percent / 100)));
            }));

    [Theory]
    [InlineData("Quotes.RestIsNotLast", StageMeasure.Rest, StageMeasure.Percent)]
    [InlineData("Quotes.AmountsWithoutRest", StageMeasure.Percent, StageMeasure.Amount)]
    [InlineData("Quotes.StagesLeaveNothing", StageMeasure.Percent, StageMeasure.Rest)]
    public void Schedule_ThatCannotBeCut_IsRefused(string code, StageMeasure first, StageMeasure second) =>
        Assert.Equal(code, new PaymentSchedule("", [Of(first, 100), Of(second, 100)]).Check().Refusal?.Code);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10.005)]
    public void Schedule_WithAnAmountThatIsNone_IsRefused(double amount) => Assert.Equal(
        "Quotes.StageAmountOutOfRange", new PaymentSchedule("", [Of(StageMeasure.Amount, (decimal)amount), Of(StageMeasure.Rest, 0)]).Check().Refusal?.Code);

    [Theory, EachDatabase]
    public async Task Approval_OfADepositByAmountWithTax_AStageByAmountAndTheRest_InvoicesThem(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 417.15m), boreal.Line("Vis", 3, 33.335m), boreal.Line("Garantie", 1, -41.03m, optional: true));
        ScheduleFields Schedule(decimal amount) => new()
        {
            Stages =
            [
                new StageFields { Measure = StageMeasure.AmountWithTax, Amount = 100, IsDeposit = true },
                new StageFields { Measure = StageMeasure.Amount, Amount = amount, Trigger = StageTrigger.DaysAfterApproval, Days = 1 },
                new StageFields { Measure = StageMeasure.Rest, Trigger = StageTrigger.DaysAfterApproval, Days = 20 },
            ],
        };
        var refused = await boreal.SaveAsync(id, f => f.Schedules = [Schedule(400)]);
        Assert.Equal(("Quotes.StagesExceedTotal", "Schedules[0]"), (refused.Refusal!.Code, refused.Refusal.Field));
        Boreal.Value(await boreal.SaveAsync(id, f => f.Schedules = [Schedule(200.01m)]));
        var secret = await boreal.SendAsync(id);
        var page = Boreal.Value(await boreal.OpenAsync(secret));
        boreal.Portal.User = QuoteScene.Nobody;
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(
            new ApproveQuote.Input(id, secret, [], page.ChosenScheduleId, "Marie Roy", null, "192.0.2.1", "test", page.DocumentSha256), default));

        boreal.Portal.User = TestUser.Administrator;
        await using var db = boreal.Portal.Open();
        var invoices = await db.Invoices.Include(i => i.Lines).OrderBy(i => i.QuoteStage).ToListAsync();
        Assert.Equal(page.Schedules.Single().Stages.Select(s => s.Amount), invoices.Select(i => i.Total));
        Assert.Equal((true, 100m), (invoices[0].IsDeposit, invoices[0].Total));
        Assert.Equal(200.01m, invoices[1].Net);
        Assert.Equal(417.15m + 100.01m, invoices.Sum(i => i.Net));
        var job = await db.Jobs.SelectMany(j => j.Lines).ToListAsync();
        Assert.All(job, l => Assert.Equal((l.Quantity, l.Net), (l.InvoicedQuantity, l.InvoicedNet)));
        Assert.Equal(
            ["Deposit of $100.00 with tax at approval", "$200.01 before tax 1 day after approval", "The rest 20 days after approval"], page.Schedules.Single().Stages.Select(s => s.Label));
        Assert.EndsWith("étape 2 de 3 (200,01 $ avant taxes)", invoices[1].Title.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Stages_AfterANewRate_SayWhatTheirDayCosts()
    {
        var books = new Books();
        var quote = MakeQuote(books, new Case([new Item(100, 1, 0, 1, false, false)], [(50, 0), (50, 400)]));

        var totals = StagedTotals.Of([.. quote.CountedLines.Select(l => (l.Net, books.Taxes.Find(l.TaxCodeId)))], quote.Schedule.Stages, Day);

        Assert.Equal([60m, 61m], totals.Select(t => t.Total));
        Assert.Equal(totals.Select(t => t.Total), Invoice(quote, books.Taxes).Select(i => i.Total));
    }

    [Theory, EachDatabase]
    public async Task Approval_OnThePublicPage_InvoicesWhatThePageSaid(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 417.15m), boreal.Line("Vis", 3, 3.335m), boreal.Line("Garantie", 1, 41.03m, optional: true));
        Boreal.Value(await boreal.SaveAsync(id, f => f.Schedules = [ScheduleFields.Deposit(30, new DateOnly(2026, 4, 15))]));
        var secret = await boreal.SendAsync(id);
        var option = (await boreal.QuoteAsync(id)).Lines.Single(l => l.IsOptional).Id;

        var without = Boreal.Value(await boreal.OpenAsync(secret));
        var page = Boreal.Value(await boreal.OpenAsync(secret, option));
        boreal.Portal.User = QuoteScene.Nobody;
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(
            new ApproveQuote.Input(id, secret, [option], page.ChosenScheduleId, "Marie Roy", null, "192.0.2.1", "test", page.DocumentSha256), default));

        boreal.Portal.User = TestUser.Administrator;
        await using var db = boreal.Portal.Open();
        var invoiced = await db.Invoices.OrderBy(i => i.QuoteStage).Select(i => i.Total).ToListAsync();
        Assert.True(without.Total < page.Total);
        Assert.Equal(page.Schedules.Single().Stages.Select(s => s.Amount), invoiced);
        var seen = Boreal.Value(await boreal.Portal.Get<ShowQuote>().RunAsync(new ShowQuote.Input(id), default));
        Assert.Equal(invoiced, seen.Schedules.Single().Stages.Select(s => s.Amount));
        var after = Boreal.Value(await boreal.OpenAsync(secret));
        Assert.Equal(invoiced, after.Schedules.Single().Stages.Select(s => s.Amount));
        if (Tool.IsFound("pdftotext"))
        {
            var signed = await db.StoredDocuments.Include(d => d.Content).SingleAsync(d => d.SubjectId == id && d.Kind == DocumentKinds.SignedQuote);
            var formats = Formats.For("fr-CA");
            Documents.DocumentText.InThisOrder(
                Documents.DocumentText.Flat(signed.Content!.Bytes), "30 % à l’approbation", formats.Amount(invoiced[0], "CAD").Replace('\u00a0', ' '),
                "70 % le 15 avril 2026", formats.Amount(invoiced[1], "CAD").Replace('\u00a0', ' '));
        }
    }

    // Whatever lines are billed as delivered: the stages come to what they would without them, on the page as on the invoices.
    [Fact]
    public void Stages_OfAQuoteWithDeliveredTime_BillTheOrderedPartOnly() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(Cases().ToArbitrary(), drawn =>
            {
                var books = new Books();
                bool Delivered(int at) => (at + drawn.Items.Count) % 2 == 0 && drawn.Items[at].Quantity > 0;
                var (mixed, alone) = (MakeQuote(books, drawn), MakeQuote(books, drawn with { Items = [.. drawn.Items.Where((_, at) => !Delivered(at))] }));
                foreach (var (line, at) in mixed.Lines.OrderBy(l => l.Position).Select((l, at) => (l, at)))
                {
                    line.BillAsDelivered(Delivered(at));
                }

                var (billed, expected) = (Invoice(mixed, books.Taxes), Invoice(alone, books.Taxes));
                var shown = StagedTotals.Of([.. mixed.StagedLines.Select(l => (l.Net, books.Taxes.Find(l.TaxCodeId)))], mixed.Schedule.Stages, Day);
                return !mixed.StagedLines.Any()
                    ? billed.Count == 0 || !mixed.CountedLines.Any()
                    : billed.Select(i => i.Total).SequenceEqual(expected.Select(i => i.Total)) && shown.Select(t => t.Total).SequenceEqual(expected.Select(i => i.Total));
            }));

    [Fact]
    public void Draft_ShowsTheSameStagesWhileItIsTyped()
    {
        var books = new Books();
        var quote = MakeQuote(books, new Case([new Item(427.29m, 1, 0, 0, false, false), new Item(3.333m, 7, 12.5m, 1, false, false)], [(30, 0), (70, 44)]));
        var fields = QuoteDraftFields.Of(quote);

        Assert.Equal(Invoice(quote, books.Taxes).Select(i => i.Total), fields.Preview(fields.Schedules[0], books.Taxes, Day).Select(t => t.Total));
    }

    private static List<Invoice> Invoice(Quote quote, TaxTable taxes)
    {
        var ordered = quote.CountedLines.Select(l => new JobLine
        {
            Description = l.Description,
            Quantity = l.BillsDelivered ? 0 : l.Quantity,
            EstimatedQuantity = l.BillsDelivered ? l.Quantity : null,
            UnitPrice = l.UnitPrice,
            DiscountPercent = l.DiscountPercent,
            TaxCodeId = l.TaxCodeId,
        }.Priced()).ToList();
        var invoices = Boreal.Value(QuoteInvoices.Make(quote, ordered, Day, Day, [], Now, taxes));
        Boreal.Require(QuoteInvoices.Calculate(invoices, [], taxes, Day));
        return invoices;
    }

    private static Quote MakeQuote(Books books, Case drawn)
    {
        var quote = new Quote(books.Seller.Id, 1, 2, "S-000001", "fr-CA", "CAD", Day, Day.AddDays(30));
        var lines = drawn.Items.Select(item =>
        {
            var line = new QuoteLine { IsSelected = item.Ticked };
            Boreal.Require(line.Set(new QuoteLine.Values(null, "Travail", item.Quantity, "", item.Price, item.Discount, books.Codes[item.Code].Id, 700, item.Optional)));
            return line;
        }).ToList();
        Boreal.Require(quote.ReplaceLines(lines));
        Boreal.Require(quote.OfferSchedules([new PaymentSchedule("", [.. drawn.Amounts ?? drawn.Stages.Select((s, i) => i % 2 == 0
            ? new ScheduleStage("", s.Percent, StageTrigger.DaysAfterApproval, Days: s.Days, IsDeposit: IsDeposit(drawn, i))
            : new ScheduleStage("", s.Percent, StageTrigger.OnDate, Day.AddDays(s.Days), IsDeposit: IsDeposit(drawn, i)))])]));
        quote.Calculate(books.Taxes);
        return quote;
    }

    private static ScheduleStage Of(StageMeasure measure, decimal size) =>
        new("", measure == StageMeasure.Percent ? size : 0, StageTrigger.AtApproval, Measure: measure, Amount: size);

    private static bool Within(decimal part, decimal whole) => whole >= 0 ? part >= 0 && part <= whole : part <= 0 && part >= whole;

    private static bool IsDeposit(Case drawn, int stage) => stage < drawn.Stages.Count - 1 && (drawn.Deposits & (1 << stage)) != 0;

    private static Gen<Case> Cases() =>
        from count in Gen.Choose(1, 12)
        from items in Gen.ListOf(
            from millionths in Gen.Choose(-50_000_000, 900_000_000)
            from quantity in Gen.Choose(1, 400_000)
            from discount in Gen.Choose(0, 400)
            from code in Gen.Choose(0, 2)
            from kind in Gen.Choose(0, 3)
            select new Item(millionths / 1_000_000m, quantity / 10_000m, kind == 0 ? discount / 4m : 0, code, kind >= 2, kind == 3), count)
        from cuts in Gen.ListOf(Gen.Choose(1, 9_999), 5)
        from stages in Gen.Choose(0, 5)
        from days in Gen.ListOf(Gen.Choose(0, 500), 6)
        from deposits in Gen.Choose(0, 63)
        select new Case([.. items], Stages([.. cuts.Take(stages).Distinct().Order()], [.. days]), deposits);

    /// <summary>Of any lines that come to something, with stages of any measure and a rest that something is left for.</summary>
    private static Gen<Case> AmountCases() =>
        from drawn in Cases()
        from measures in Gen.ListOf(Gen.Choose(0, 2), 4)
        from shares in Gen.ListOf(Gen.Choose(1, 240), 4)
        from count in Gen.Choose(1, 4)
        let lines = drawn.Items.Select(i => i with { Optional = false }).Append(new Item(30_000m, 1, 0, 1, false, false)).ToList()
        let net = lines.Sum(i => Money.LineNet(i.Quantity, i.Price, i.Discount))
        where net > 100
        select new Case(lines, [], 0, [
            .. Enumerable.Range(0, count).Select(i => measures[i] == 0 && i > 0
                ? new ScheduleStage("", shares[i] / 10m, StageTrigger.DaysAfterApproval, Days: i * 200, IsDeposit: (drawn.Deposits & (1 << i)) != 0)
                : new ScheduleStage(
                    "", 0, StageTrigger.DaysAfterApproval, null, i * 200, (drawn.Deposits & (1 << i)) != 0, measures[i] == 2 ? StageMeasure.AmountWithTax : StageMeasure.Amount,
                    Money.Round(net * shares[i] / 1000))),
            new ScheduleStage("", 0, StageTrigger.DaysAfterApproval, Days: 800, Measure: StageMeasure.Rest)]);

    /// <summary>Stages that end at the cuts, in hundredths of a percent.</summary>
    private static IReadOnlyList<(decimal Percent, int Days)> Stages(IReadOnlyList<int> cuts, IReadOnlyList<int> days) =>
        [.. cuts.Append(10_000).Zip(cuts.Prepend(0), (to, from) => (to - from) / 100m).Select((percent, i) => (percent, days[i]))];

    private sealed record Item(decimal Price, decimal Quantity, decimal Discount, int Code, bool Optional, bool Ticked);

    private sealed record Case(IReadOnlyList<Item> Items, IReadOnlyList<(decimal Percent, int Days)> Stages, int Deposits = 0, IReadOnlyList<ScheduleStage>? Amounts = null);

    /// <summary>A seller with three tax codes: GST and QST; VAT, raised a year later; exempt.</summary>
    private sealed class Books
    {
        private static readonly DateOnly Start = new(2013, 1, 1);

        public Books()
        {
            Codes = [Code((5m, Start)), Code((20m, Start)), Code()];
            Codes[0].Components.Add(Component(1, (9.975m, Start)));
            Codes[1].Components[0].Rates.Add(new TaxRate { From = Day.AddDays(365), Percent = 22m });
            Taxes = new TaxTable(Codes);
        }

        public LegalEntity Seller { get; } = new() { Name = "Nord", LegalName = "Nord inc.", Currency = "CAD", TimeZone = "America/Montreal", Language = "fr-CA" };

        public IReadOnlyList<TaxCode> Codes { get; }

        public TaxTable Taxes { get; }

        private TaxCode Code(params (decimal Percent, DateOnly From)[] rates)
        {
            var code = new TaxCode { LegalEntityId = Seller.Id, Code = "T", Name = LocalText.Same("T") };
            code.Components.AddRange(rates.Select((r, i) => Component(i, r)));
            return code;
        }

        private TaxComponent Component(int order, (decimal Percent, DateOnly From) rate) => new()
        {
            LegalEntityId = Seller.Id,
            Name = LocalText.Same("T"),
            Order = order,
            Rates = { new TaxRate { From = rate.From, Percent = rate.Percent } },
        };
    }
}
