using System.Globalization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>What waits for a person may be skipped for good. Today is the 2nd of March 2026.</summary>
public sealed class SkipParkedTests
{
    [Theory, EachDatabase]
    public async Task Skip_WithAReason_IsNeverBilled_TheRestGoesOn_AndEveryViewSaysSo(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await DearerAsync(boreal);
        await ContractBook.RunAsync(boreal);
        var parked = await ParkedAsync(boreal);
        var skip = boreal.Portal.Get<SkipParked>();
        var all = await AllOfAsync(boreal, parked.Id);

        Assert.Equal(("Common.Required", "Reason"), (await skip.RunAsync(new(all, " "), default)).Refusal is { } r ? (r.Code, r.Field) : default);
        Boreal.Require(await skip.RunAsync(new(all, "Geste commercial"), default));
        Assert.Equal("Contracts.ParkedIsSettled", (await skip.RunAsync(new(all, "Encore"), default)).Refusal?.Code);

        Assert.Equal(new DateOnly(2026, 3, 1), (await ContractBook.FindAsync(boreal, contract.Id)).NextInvoiceOn);
        Assert.Equal((1, 0), await ContractBook.RunAsync(boreal) is var run ? (run.Invoices, run.Parked) : default);
        Assert.Equal((0, 0), await ContractBook.RunAsync(boreal) is var again ? (again.Invoices, again.Parked) : default);
        Assert.Equal(["2026-01-01..2026-01-31 100.00", "2026-03-01..2026-03-31 1000.00"], ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)));
        var preview = await PreviewAsync(boreal, contract.Id);
        Assert.Equal(
            (new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28), 1000m, "Geste commercial", boreal.Portal.User.Name),
            Assert.Single(preview.Skips) is var s ? (s.On, s.To, s.Net, s.Reason, s.By) : default);
        Assert.Equal(new DateOnly(2026, 4, 1), preview.Invoices[0].On);
        var year = Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowContractPeriods>().RunAsync(contract.Id, default)).Periods);
        Assert.Equal((1100m, 1000m), (year.Billed, year.Skipped));
        Assert.Contains(Boreal.Value(await boreal.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).Timeline, e => e.Text.Contains("Geste commercial", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Skip_TakenBack_IsBilledByTheNextRun_AsIfNothingHadBeen(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await DearerAsync(boreal);
        await SkipAsync(boreal);
        await ContractBook.ChangeAsync(boreal, contract.Id, c => Boreal.Require(c.Edit(HeadOf(c) with { LargestChangePercent = null }, isBilled: true, c.StartsOn)));
        await ContractBook.RunAsync(boreal);
        var back = boreal.Portal.Get<BillSkipped>();
        var version = (await ContractBook.FindAsync(boreal, contract.Id)).Version;

        Assert.Equal(Refusal.Stale.Code, (await back.RunAsync(new(contract.Id, version - 1, new(2026, 2, 1)), default)).Refusal?.Code);
        Assert.Equal("Contracts.NotSkipped", (await back.RunAsync(new(contract.Id, version, new(2026, 3, 1)), default)).Refusal?.Code);
        Boreal.Require(await back.RunAsync(new(contract.Id, version, new(2026, 2, 1)), default));

        Assert.Equal(1, (await ContractBook.RunAsync(boreal)).Invoices);
        Assert.Equal(
            ["2026-01-01..2026-01-31 100.00", "2026-03-01..2026-03-31 1000.00", "2026-02-01..2026-02-28 1000.00"],
            ContractBook.Lines((await ContractBook.InvoicesAsync(boreal)).OrderBy(i => i.Id)));
        Assert.Empty((await PreviewAsync(boreal, contract.Id)).Skips);
    }

    /// <summary>February of the line that became dearer is left out; that of the other line is not held back by it any more.</summary>
    [Theory, EachDatabase]
    public async Task Skip_OfOneLine_LeavesTheOthersOfTheDate_ToTheNextRun(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await DearerAsync(boreal, ContractBook.Line(boreal, "Location", 1, 600));
        await ContractBook.RunAsync(boreal);
        var parked = Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowParkedItems>().RunAsync([(await ParkedAsync(boreal)).Id], default)));
        Assert.Equal([("Entretien", 1000m), ("Location", 50m)], parked.Items.Select(i => (i.Description, i.Net)).Order());
        var dearer = parked.Items.Single(i => i.Net == 1000).Which;

        Assert.Equal(("Contracts.NothingToSkip", "Items"), (await SkipAsync(boreal, new SkipParked.Choice(parked.Id, parked.Version, []))).Refusal is { } r ? (r.Code, r.Field) : default);
        Assert.Equal("Contracts.ParkedHasChanged", (await SkipAsync(boreal, new SkipParked.Choice(parked.Id, parked.Version, [dearer with { Key = "2026-03-01" }]))).Refusal?.Code);
        Boreal.Require(await SkipAsync(boreal, new SkipParked.Choice(parked.Id, parked.Version, [dearer])));

        var rest = await ParkedAsync(boreal);
        Assert.Equal((50m, false), (rest.Net, rest.MayRelease));
        Assert.Equal(["Contracts.RestIsLookedAt"], rest.Reasons.Select(r => r.Code));
        Assert.Equal((1000m, new DateOnly(2026, 2, 1)), Assert.Single((await PreviewAsync(boreal, contract.Id)).Skips) is var s ? (s.Net, s.On) : default);
        await ContractBook.RunAsync(boreal);
        Assert.Empty(await ContractBook.ParkedAsync(boreal));
        Assert.Equal(
            ["2026-01-01..2026-01-31 100.00", "2026-01-01..2026-01-31 50.00", "2026-02-01..2026-02-28 50.00", "2026-03-01..2026-03-31 1000.00", "2026-03-01..2026-03-31 50.00"],
            ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)).Order(StringComparer.Ordinal));
    }

    /// <summary>Two decisions about one date stand apart, each with its lines, and either is taken back alone.</summary>
    [Theory, EachDatabase]
    public async Task TwoDecisionsAboutOneDate_StandApart_AndOneIsTakenBackAlone(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await DearerAsync(boreal, ContractBook.Line(boreal, "Location", 1, 600));
        await ContractBook.RunAsync(boreal);
        var parked = Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowParkedItems>().RunAsync([(await ParkedAsync(boreal)).Id], default)));
        foreach (var item in parked.Items.OrderBy(i => i.Net))
        {
            var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowParkedItems>().RunAsync([parked.Id], default)));
            Boreal.Require(await SkipAsync(boreal, new SkipParked.Choice(row.Id, row.Version, [item.Which])));
            boreal.Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var skips = (await PreviewAsync(boreal, contract.Id)).Skips;
        Assert.Equal(["Entretien 1000.00", "Location 50.00"], skips.Select(s => FormattableString.Invariant($"{Assert.Single(s.Lines)} {s.Net:0.00}")));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowContract>().RunAsync(contract.Id, default));
        Assert.Equal((new DateOnly(2026, 2, 28), true), (shown.BilledThrough, shown.ThroughIsSkipped));
        Boreal.Require(await boreal.Portal.Get<BillSkipped>().RunAsync(new(contract.Id, shown.Version, new(2026, 2, 1), skips[1].At), default));

        Assert.Equal("Entretien", Assert.Single(Assert.Single((await PreviewAsync(boreal, contract.Id)).Skips).Lines));
        await ContractBook.RunAsync(boreal);
        Assert.Contains("2026-02-01..2026-02-28 50.00", ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)));
        Assert.DoesNotContain("2026-02-01..2026-02-28 1000.00", ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)));
    }

    [Theory, EachDatabase]
    public async Task SeveralDecidedAtOnce_AreOneSave_AllOrNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, second) = (await DearerAsync(boreal), await DearerAsync(boreal));
        await ContractBook.RunAsync(boreal);
        var rows = Boreal.Value(await boreal.Portal.Get<ListParkedBillings>().RunAsync(new ListParkedBillings.Input(), default)).Rows;
        var choices = await AllOfAsync(boreal, [.. rows.Select(r => r.Id)]);
        Assert.Equal(2, choices.Count);

        var changed = choices.Select((c, at) => at == 1 ? c with { Version = c.Version - 1 } : c).ToList();
        var refused = (await SkipAsync(boreal, [.. changed])).Refusal;
        Assert.Equal(("Contracts.ParkedHasChanged", RefusalKind.Conflict), (refused?.Code, refused?.Kind));
        Assert.Contains(refused!.Args[0], new object[] { first.Reference, second.Reference });
        Assert.Equal("Contracts.ParkedHasChanged", (await boreal.Portal.Get<ReleaseParked>().RunAsync([.. changed.Select(c => new ReleaseParked.Choice(c.ParkedId, c.Version))], default)).Refusal?.Code);
        Assert.All(Boreal.Value(await boreal.Portal.Get<ListParkedBillings>().RunAsync(new ListParkedBillings.Input(), default)).Rows, r => Assert.Null(r.ReleasedAt));

        Boreal.Require(await SkipAsync(boreal, [.. choices]));
        Assert.Empty(await ContractBook.ParkedAsync(boreal));
        Assert.Equal(2, (await ContractBook.RunAsync(boreal)).Invoices);
    }

    [Theory, EachDatabase]
    public async Task ManySkipsAndRunsAtOnce_SettleThePeriodOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await DearerAsync(boreal);
        await ContractBook.RunAsync(boreal);
        var parked = await ParkedAsync(boreal);
        Boreal.Require(await boreal.Portal.Get<ReleaseParked>().RunAsync([new(parked.Id, parked.Version)], default));
        var all = await AllOfAsync(boreal, parked.Id);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () =>
        {
            if (i % 2 == 0)
            {
                await boreal.Portal.Get<SkipParked>().RunAsync(new(all, "Geste"), default);
            }
            else
            {
                await ContractBook.RunAsync(boreal);
            }
        })));
        await ContractBook.RunAsync(boreal);

        var lines = ContractBook.Lines(await ContractBook.InvoicesAsync(boreal));
        await using var db = boreal.Portal.Open();
        var february = Assert.Single(db.BilledPeriods.Where(b => b.Key == "2026-02-01").ToList());
        Assert.Equal(february.IsSkipped ? 0 : 1, lines.Count(l => l.StartsWith("2026-02", StringComparison.Ordinal)));
        Assert.Single(lines, l => l.StartsWith("2026-03", StringComparison.Ordinal));
        Assert.Empty(db.ParkedBillings.ToList());
    }

    [Theory, EachDatabase]
    public async Task PeriodOpenedAgainByACredit_AndSkippedThen_IsExplainedOnTheInvoice(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-CA");
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 3, 1)) with { Delivery = ContractDelivery.Issue, MostInvoicesPerDay = 1 }, ContractBook.Line(boreal, "A", 1, 1200));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        var invoice = Assert.Single(await ContractBook.InvoicesAsync(boreal));
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(invoice.Id, invoice.Version, [new CreditInvoice.LineQuantity(invoice.Lines[0].Id, 1)], false, "Erreur", false, ReopensPeriods: true), default));
        await ContractBook.ChangeAsync(boreal, contract.Id, c => Boreal.Require(c.Edit(HeadOf(c) with { MostInvoicesPerDay = 1 }, isBilled: true, c.StartsOn)));
        await using (var db = boreal.Portal.Open())
        {
            var held = new ParkedBilling { ContractId = contract.Id, InvoiceOn = new(2026, 3, 1), ParkedAt = DateTime.UnixEpoch };
            held.Explain([Refusal.NotNow("Contracts.TooManyInvoices", 2, new DateOnly(2026, 3, 1), 1)], 100);
            db.Add(held);
            await db.SaveChangesAsync();
        }

        var parked = await ParkedAsync(boreal);
        Boreal.Require(await boreal.Portal.Get<SkipParked>().RunAsync(new(await AllOfAsync(boreal, parked.Id), "Offert"), default));

        Assert.Equal(0, (await ContractBook.RunAsync(boreal)).Invoices);
        var line = Assert.Single(Boreal.Value(await boreal.Portal.Get<ExplainContractLines>().RunAsync(invoice.Id, default)).Lines);
        Assert.Equal($"Not billed again, as {boreal.Portal.User.Name} decided: Offert", line.Since[^1].Text);
    }

    /// <summary>Annual amount 1200 in four visits, 100 a month: what is skipped is neither billed by the revision nor credited.</summary>
    [Theory]
    [InlineData(4, 0, null)]
    [InlineData(4, 3, null)]
    [InlineData(3, 3, null)]
    [InlineData(2, 3, -300)]
    [InlineData(3, 0, -300)]
    [InlineData(5, 3, 300)]
    [InlineData(0, 3, -900)]
    public void Revision_OfAYearWithSkippedMonths_IsAboutVisitsOnly(int visits, int skippedMonths, int? expected)
    {
        var head = ContractBook.Head(new DateOnly(2025, 1, 1)) with { Revision = ContractRevision.LastDay };
        var contract = new Contract(1, 1, "C-1", "CAD", head.StartsOn, DateTime.UnixEpoch);
        Boreal.Require(contract.Edit(head with { PayerId = 1 }, isBilled: false, head.StartsOn));
        var line = new ContractLine { ContractId = contract.Id, Position = 1 };
        Boreal.Require(line.Set(new ContractLine.Values(null, "A", 1, "", 1200, 0, 1, 1, null, null, true, null, null, null, new VisitPlan(4, [1, 4, 7, 10], null, 60))));
        contract.Lines.Add(line);
        Boreal.Require(contract.ActivateLines(new DateOnly(2025, 1, 1)));
        var done = Enumerable.Range(0, visits).Select(i => new DoneVisit(line.Id, i, new DateOnly(2025, 1 + i, 5))).ToList();
        var months = Enumerable.Range(5, skippedMonths).Select(m => new DateOnly(2025, m, 1)).ToHashSet();
        var skipped = BilledOfContracts.Nothing.With(contract.Id, [.. DueBilling.Of(contract, new DateOnly(2025, 12, 31)).Where(i => months.Contains(i.From))], skipped: true);

        var revision = DueBilling.Of(contract, new DateOnly(2025, 12, 31), done, skipped).SingleOrDefault(i => i.Kind == BilledKind.Revision);

        Assert.Equal(expected, (int?)revision?.Net);
    }

    /// <summary>Ten times the price from February on, which is beyond the limit.</summary>
    private static async Task<Contract> DearerAsync(Boreal boreal, params ContractLine.Values[] others)
    {
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)) with { LargestChangePercent = 10 }, [ContractBook.Line(boreal, "Entretien", 1, 1200), .. others]);
        await ContractBook.ChangeAsync(boreal, contract.Id, c =>
            c.Lines.Add(Boreal.Value(c.Lines[0].Amend(c, new DateOnly(2026, 2, 1), c.Lines[0].Current with { UnitPrice = 12000 }, null))));
        return contract;
    }

    private static Task<Result> SkipAsync(Boreal boreal, params SkipParked.Choice[] choices) => boreal.Portal.Get<SkipParked>().RunAsync(new(choices, "Geste commercial"), default);

    private static async Task SkipAsync(Boreal boreal)
    {
        await ContractBook.RunAsync(boreal);
        var parked = await ParkedAsync(boreal);
        Boreal.Require(await boreal.Portal.Get<SkipParked>().RunAsync(new(await AllOfAsync(boreal, parked.Id), "Geste commercial"), default));
    }

    private static async Task<IReadOnlyList<SkipParked.Choice>> AllOfAsync(Boreal boreal, params long[] parkedIds) =>
        [.. Boreal.Value(await boreal.Portal.Get<ShowParkedItems>().RunAsync(parkedIds, default)).Select(r => new SkipParked.Choice(r.Id, r.Version, [.. r.Items.Select(i => i.Which)]))];

    private static async Task<ListParkedBillings.Row> ParkedAsync(Boreal boreal) =>
        Assert.Single(Boreal.Value(await boreal.Portal.Get<ListParkedBillings>().RunAsync(new ListParkedBillings.Input(), default)).Rows);

    private static async Task<PreviewContract.Preview> PreviewAsync(Boreal boreal, long id) => Boreal.Value(await boreal.Portal.Get<PreviewContract>().RunAsync(id, default));

    private static Contract.Head HeadOf(Contract c) => c.Written;
}
