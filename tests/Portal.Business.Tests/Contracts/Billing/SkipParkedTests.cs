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

        Assert.Equal(("Common.Required", "Reason"), (await skip.RunAsync(new(parked.Id, parked.Version, " "), default)).Refusal is { } r ? (r.Code, r.Field) : default);
        Boreal.Require(await skip.RunAsync(new(parked.Id, parked.Version, "Geste commercial"), default));
        Assert.Equal(RefusalKind.NotFound, (await skip.RunAsync(new(parked.Id, parked.Version, "Encore"), default)).Refusal?.Kind);

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
        await ContractBook.ChangeAsync(boreal, contract.Id, c => Boreal.Require(c.Edit(HeadOf(c) with { LargestChangePercent = null }, isBilled: true)));
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

    [Theory, EachDatabase]
    public async Task ManySkipsAndRunsAtOnce_SettleThePeriodOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await DearerAsync(boreal);
        await ContractBook.RunAsync(boreal);
        var parked = await ParkedAsync(boreal);
        Boreal.Require(await boreal.Portal.Get<ReleaseParked>().RunAsync(new(parked.Id, parked.Version), default));
        parked = await ParkedAsync(boreal);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () =>
        {
            if (i % 2 == 0)
            {
                await boreal.Portal.Get<SkipParked>().RunAsync(new(parked.Id, parked.Version, "Geste"), default);
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
        await ContractBook.ChangeAsync(boreal, contract.Id, c => Boreal.Require(c.Edit(HeadOf(c) with { MostInvoicesPerDay = 1 }, isBilled: true)));
        await using (var db = boreal.Portal.Open())
        {
            var held = new ParkedBilling { ContractId = contract.Id, InvoiceOn = new(2026, 3, 1), ParkedAt = DateTime.UnixEpoch };
            held.Explain([Refusal.NotNow("Contracts.TooManyInvoices", 2, new DateOnly(2026, 3, 1), 1)], 100);
            db.Add(held);
            await db.SaveChangesAsync();
        }

        var parked = await ParkedAsync(boreal);
        Boreal.Require(await boreal.Portal.Get<SkipParked>().RunAsync(new(parked.Id, parked.Version, "Offert"), default));

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
        Boreal.Require(contract.Edit(head with { PayerId = 1 }, isBilled: false));
        var line = new ContractLine { ContractId = contract.Id, Position = 1 };
        Boreal.Require(line.Set(new ContractLine.Values(null, "A", 1, "", 1200, 0, 1, 1, null, null, true, null, null, null, new VisitPlan(4, [1, 4, 7, 10], null, 60))));
        contract.Lines.Add(line);
        Boreal.Require(contract.ActivateLines(new DateOnly(2025, 1, 1)));
        var done = Enumerable.Range(0, visits).Select(i => new DoneVisit(line.Id, i, new DateOnly(2025, 1 + i, 5))).ToList();
        var skipped = Enumerable.Range(5, skippedMonths).Select(m => (line.Id, BilledKind.Period, BilledPeriod.KeyOf(new DateOnly(2025, m, 1)))).ToHashSet();

        var revision = DueBilling.Of(contract, new DateOnly(2025, 12, 31), done, skipped).SingleOrDefault(i => i.Kind == BilledKind.Revision);

        Assert.Equal(expected, (int?)revision?.Net);
    }

    /// <summary>Ten times the price from February on, which is beyond the limit.</summary>
    private static async Task<Contract> DearerAsync(Boreal boreal)
    {
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)) with { LargestChangePercent = 10 }, ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.ChangeAsync(boreal, contract.Id, c =>
            c.Lines.Add(Boreal.Value(c.Lines[0].Amend(c, new DateOnly(2026, 2, 1), c.Lines[0].Current with { UnitPrice = 12000 }, null))));
        return contract;
    }

    private static async Task SkipAsync(Boreal boreal)
    {
        await ContractBook.RunAsync(boreal);
        var parked = await ParkedAsync(boreal);
        Boreal.Require(await boreal.Portal.Get<SkipParked>().RunAsync(new(parked.Id, parked.Version, "Geste commercial"), default));
    }

    private static async Task<ListParkedBillings.Row> ParkedAsync(Boreal boreal) =>
        Assert.Single(Boreal.Value(await boreal.Portal.Get<ListParkedBillings>().RunAsync(new ListParkedBillings.Input(), default)).Rows);

    private static async Task<PreviewContract.Preview> PreviewAsync(Boreal boreal, long id) => Boreal.Value(await boreal.Portal.Get<PreviewContract>().RunAsync(id, default));

    private static Contract.Head HeadOf(Contract c) => c.Written;
}
