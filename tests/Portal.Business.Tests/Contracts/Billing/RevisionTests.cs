using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Interventions;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>Which years of a contract are revised, and that each is once. Lines cost 1200 a year for four visits.</summary>
public sealed class RevisionTests
{
    private static readonly VisitPlan FourAYear = new(4, [3, 6, 9, 12], null, 60);

    [Theory, EachDatabase]
    public async Task SwitchedOn_InARunningContract_LeavesTheYearsThatAreOver(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2023, 7, 1), BillingFrequency.Yearly) with { Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, Line(boreal));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        contract = await ContractBook.FindAsync(boreal, contract.Id);

        Boreal.Value(await boreal.Portal.Get<SaveContract>().RunAsync(
            new(contract.Id, contract.Version, contract.Written with { Revision = ContractRevision.LastDay }), default));

        Assert.Equal((0, 0), await ContractBook.RunAsync(boreal) is var run ? (run.Invoices, run.Parked) : default);
        boreal.Portal.Clock.Set(new DateTime(2026, 7, 1, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);
        await using var db = boreal.Portal.Open();
        var revised = Assert.Single(await db.BilledPeriods.AsNoTracking().Where(b => b.Kind == BilledKind.Revision).ToListAsync());
        Assert.Equal((new DateOnly(2025, 7, 1), new DateOnly(2026, 6, 30), -1200m), (revised.From, revised.To, revised.Net));
    }

    /// <summary>A year and a half, renewed for a year: the first term has a year and a half year, the second a year.</summary>
    [Fact]
    public void Years_AreCountedAnewFromARenewal_AndEachIsRevised()
    {
        var contract = Active(new DateOnly(2024, 1, 1), new DateOnly(2025, 6, 30));
        var line = contract.Lines[0].Id;
        DoneVisit[] visits = [new(line, 1, new(2024, 3, 4)), new(line, 2, new(2025, 3, 4)), new(line, 3, new(2025, 9, 4)), new(line, 4, new(2025, 12, 4))];
        Assert.Equal(["1 2024-01-01..2024-12-31 -900", "2 2025-01-01..2025-06-30 -300"], Revisions(contract, visits));

        Boreal.Require(contract.Renew(new DateOnly(2026, 6, 30), ""));

        Assert.Equal(["1 2024-01-01..2024-12-31 -900", "2 2025-01-01..2025-06-30 -300", "3 2025-07-01..2026-06-30 -600"], Revisions(contract, visits));
    }

    /// <summary>1200 a year until June, 1260 from July: 600 and 630 are billed, the visits are in March, June, September and December.</summary>
    [Theory]
    [InlineData("2024-07-01", 4, null)]
    [InlineData("2024-07-15", 4, null)]
    [InlineData("2024-07-01", 3, "1 2024-01-01..2024-12-31 -307.5")]
    [InlineData("2024-07-01", 0, "1 2024-01-01..2024-12-31 -1230")]
    [InlineData("2024-07-01", 5, "1 2024-01-01..2024-12-31 307.5")]
    public void LineThatIsAmendedWithinTheYear_IsRevisedAsOne_AndAYearWithAllItsVisitsComesToNothing(string from, int visits, string? expected)
    {
        var contract = Active(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31));
        var line = contract.Lines[0];
        contract.Lines.Add(Boreal.Value(line.Amend(contract, DateOnly.Parse(from, CultureInfo.InvariantCulture), line.Current with { UnitPrice = 1260 }, null)));
        DateOnly[] days = [new(2024, 3, 4), new(2024, 6, 4), new(2024, 9, 4), new(2024, 12, 4), new(2024, 12, 5)];

        var revisions = Revisions(contract, [.. days.Take(visits).Select((on, at) => new DoneVisit(contract.LineOn(line.Id, on), at, on))]);

        Assert.Equal(expected is null ? [] : [expected], revisions);
    }

    /// <summary>
    /// Calendar months in arrears from the 15th of February: February 2025 goes over the end of the first year and is billed with the second. Whatever divides
    /// it after the first year was revised, that one stays as it was.
    /// </summary>
    [Theory]
    [InlineData(null, 1200)]
    [InlineData("2025-02-15", 1200)]
    [InlineData("2025-02-15", 1260)]
    [InlineData("2025-02-20", 1200)]
    [InlineData("2025-02-20", 1260)]
    public void PeriodInArrears_OverTheEndOfAYear_IsOfTheYearInWhichItEnds_AlsoWhereItIsDividedAfterTheRevision(string? from, int price)
    {
        var contract = Active(new DateOnly(2024, 2, 15), new DateOnly(2026, 2, 14), anchor: BillingAnchor.Calendar, timing: BillingTiming.InArrears);
        var line = contract.Lines[0];
        DateOnly[] days = [new(2024, 3, 4), new(2024, 6, 4), new(2024, 9, 4), new(2025, 3, 4), new(2025, 6, 4), new(2025, 9, 4), new(2025, 12, 4)];
        Assert.Equal(["1 2024-02-15..2025-02-14 -300"], Visited());

        if (from is not null)
        {
            contract.Lines.Add(Boreal.Value(line.Amend(contract, DateOnly.Parse(from, CultureInfo.InvariantCulture), line.Current with { UnitPrice = price }, new DateOnly(2025, 2, 14))));
        }

        Assert.Equal(["1 2024-02-15..2025-02-14 -300"], Visited());

        IEnumerable<string> Visited() => Revisions(contract, [.. days.Select((on, at) => new DoneVisit(contract.LineOn(line.Id, on), at, on))]);
    }

    /// <summary>A month that other codes divide in two is rounded twice: a year of 1000 comes to 1000.01.</summary>
    [Fact]
    public void LineThatIsAmendedAtItsPrice_LeavesNoCentToARevision()
    {
        var contract = Active(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31), price: 1000);
        var line = contract.Lines[0];
        contract.Lines.Add(Boreal.Value(line.Amend(contract, new DateOnly(2024, 2, 14), line.Current with { GlAccountId = 2 }, null)));
        DateOnly[] days = [new(2024, 3, 4), new(2024, 6, 4), new(2024, 9, 4), new(2024, 12, 4)];
        DoneVisit[] visits = [.. days.Select((on, at) => new DoneVisit(contract.LineOn(line.Id, on), at, on))];

        Assert.NotEqual(1000m, DueBilling.Of(contract, new DateOnly(2024, 12, 31), visits).Sum(i => i.Net));
        Assert.Empty(Revisions(contract, visits));
    }

    /// <summary>The first half of the year is billed by the line before the amendment: its invoices are credited too.</summary>
    [Theory, EachDatabase]
    public async Task RevisionOfAnAmendedLine_IsCreditedOnTheInvoicesOfAllOfIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2025, 3, 1), BillingFrequency.HalfYearly) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, Line(boreal));
        await ContractBook.ChangeAsync(boreal, contract.Id, c =>
            c.Lines.Add(Boreal.Value(c.Lines[0].Amend(c, new DateOnly(2025, 9, 1), c.Lines[0].Current with { UnitPrice = 1260 }, null))));
        await SettleAsync(boreal);

        Assert.Equal([-600m, -630m], (await ContractBook.InvoicesAsync(boreal)).Where(i => i.Kind == InvoiceKind.CreditNote).Select(i => -i.Net).OrderDescending());
        await using var db = boreal.Portal.Open();
        var revision = await db.BilledPeriods.AsNoTracking().SingleAsync(b => b.Kind == BilledKind.Revision);
        Assert.Equal(-1230m, revision.Net);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-CA");
        var notes = (await ContractBook.InvoicesAsync(boreal)).Where(i => i.Kind == InvoiceKind.CreditNote).OrderByDescending(i => i.Net).ToList();
        Assert.Equal(revision.InvoiceId, notes[0].Id);
        foreach (var (note, credited) in notes.Zip(["$630.00", "$600.00"]))
        {
            var steps = Assert.Single(Boreal.Value(await boreal.Portal.Get<ExplainContractLines>().RunAsync(note.Id, default)).Lines).Steps;
            Assert.Contains("Visits done: 0 of 4 a year, $0.00", steps);
            Assert.Contains($"Credited: {credited} of $1,230.00", steps);
            Assert.DoesNotContain(steps, s => s.Contains("by hand", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory, EachDatabase]
    public async Task Years_AfterARenewal_AreRevisedOnceEach_AlsoWhereTheFormerOneWasRevisedBefore(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2024, 9, 1)) with
        {
            RenewsAutomatically = false,
            EndsOn = new DateOnly(2026, 2, 28),
            Revision = ContractRevision.LastDay,
            Delivery = ContractDelivery.Issue,
        };
        var contract = await ContractBook.AddAsync(boreal, head, Line(boreal));
        await SettleAsync(boreal);
        Boreal.Value(await boreal.Portal.Get<RenewContract>().RunAsync(new(contract.Id, new DateOnly(2026, 2, 28), new RenewalPlan(12, null, 0, "")), default));
        boreal.Portal.Clock.Set(new DateTime(2027, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        await SettleAsync(boreal);

        await using var db = boreal.Portal.Open();
        Assert.Equal(
            [("1", -1200m), ("2", -600m), ("3", -1200m)],
            (await db.BilledPeriods.AsNoTracking().Where(b => b.Kind == BilledKind.Revision).OrderBy(b => b.From).ToListAsync()).Select(b => (b.Key, b.Net)));
        Assert.Equal(0m, (await ContractBook.InvoicesAsync(boreal)).Sum(i => i.Kind == InvoiceKind.CreditNote ? -i.Net : i.Net));
    }

    /// <summary>What was visited on the last day itself is known the day after.</summary>
    [Theory, EachDatabase]
    public async Task YearIsRevised_OnceItsLastDayIsOver(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2025, 3, 3), BillingFrequency.Yearly) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Chaudière", 1, 1200, new VisitPlan(1, [3], null, 60)));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        Assert.Equal(0, (await ContractBook.RunAsync(boreal)).Invoices);
        await VisitBillingTests.RequestAsync(boreal, contract);
        await VisitBillingTests.VisitAsync(boreal, contract.Lines[0].Id, new DateOnly(2026, 3, 2));

        boreal.Portal.Clock.Set(new DateTime(2026, 3, 3, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);

        Assert.Equal([1200m, 1200m], (await ContractBook.InvoicesAsync(boreal)).Select(i => i.Kind == InvoiceKind.CreditNote ? -i.Net : i.Net));
    }

    /// <summary>The technician reports the visit of the last day the day after, when the year is revised and the client was credited for want of a visit.</summary>
    [Theory, EachDatabase]
    public async Task VisitReportedAfterTheRevision_MakesAnotherOne_OfTheDifference_Once(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var boreal = scene.Boreal;
        scene.AsAdministrator();
        var head = ContractBook.Head(new DateOnly(2025, 3, 3), BillingFrequency.Yearly) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Chaudière", 1, 1200, new VisitPlan(1, [3], null, 60)));
        await using (var db = boreal.Portal.Open())
        {
            (await db.ServiceRequests.SingleAsync(r => r.Id == scene.Request.Id)).ContractLineId = contract.Lines[0].Id;
            await db.SaveChangesAsync();
        }

        await SettleAsync(boreal);
        scene.As(scene.LeadId);
        Boreal.Require(await scene.StartAsync());
        boreal.Portal.Clock.Set(new DateTime(2026, 3, 3, 15, 0, 0, DateTimeKind.Utc));
        scene.AsAdministrator();
        await SettleAsync(boreal);
        Assert.Equal(1200m - 1200m + 1200m, await NetAsync(boreal));
        scene.As(scene.LeadId);
        Boreal.Require(await scene.FinishAsync());
        scene.AsAdministrator();

        Assert.Equal((1, 0, 0), await ContractBook.RunAsync(boreal) is var late ? (late.Invoices, late.Parked, late.Failed) : default);
        Assert.Equal(0, (await ContractBook.RunAsync(boreal)).Invoices);

        await using var after = boreal.Portal.Open();
        Assert.Equal(
            [("1", -1200m), ("1+1", 1200m)], (await after.BilledPeriods.AsNoTracking().Where(b => b.Kind == BilledKind.Revision).OrderBy(b => b.Net).ToListAsync()).Select(b => (b.Key, b.Net)));
        Assert.Equal(2400m, await NetAsync(boreal));
        Assert.NotNull((await ContractBook.FindAsync(boreal, contract.Id)).Periods.Single(p => p.Number == 1).RevisedAt);
    }

    /// <summary>A third of 100, twice, is 66.66 as billed and 66.67 as computed: nothing is left of that to a revision.</summary>
    [Fact]
    public void ContractBilledByVisits_HasNothingToRevise()
    {
        var contract = Active(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31), BillingFrequency.PerVisit, new VisitPlan(3, [3, 6, 9], null, 60), 100);
        var line = contract.Lines[0].Id;

        Assert.Empty(Revisions(contract, [new DoneVisit(line, 1, new(2024, 3, 4)), new DoneVisit(line, 2, new(2024, 6, 4))]));
    }

    /// <summary>Half of the year was credited by hand: a revision that credits no more than the other half is made, a larger one is left to a person by preview and run alike.</summary>
    [Theory]
    [EachDatabaseWith(2, true)]
    [EachDatabaseWith(1, false)]
    public async Task Revision_OfAYearThatIsCreditedInPart_CreditsWhatIsLeft_OrIsAnnouncedAsLeftToAPerson(DatabaseProvider provider, int visits, bool fits)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        boreal.Portal.Clock.Set(new DateTime(2025, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        var head = ContractBook.Head(new DateOnly(2025, 3, 1), BillingFrequency.Yearly) with { RenewsAutomatically = false, EndsOn = new DateOnly(2026, 2, 28), Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Chaudière", 2, 600, FourAYear));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        Boreal.Value(await CreditAsync(boreal, (await ContractBook.InvoicesAsync(boreal))[0], 1, reopens: false));
        await VisitBillingTests.RequestAsync(boreal, contract);
        for (var i = 0; i < visits; i++)
        {
            await VisitBillingTests.VisitAsync(boreal, contract.Lines[0].Id, new DateOnly(2025, 6, 1 + i));
        }

        boreal.Portal.Clock.Set(new DateTime(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        var preview = await ContractBook.PreviewAsync(boreal);
        var run = await ContractBook.RunAsync(boreal);

        Assert.Equal(fits ? (0, 1, 0) : (1, 0, 1), (preview.Parked, run.Invoices, run.Parked));
        Assert.Equal(fits ? [] : ["2026-02-28 Contracts.RevisionNotCreditable"], await ContractBook.ParkedAsync(boreal));
        Assert.Equal(fits ? [] : ["Contracts.RevisionNotCreditable"], preview.Rows.Rows.SelectMany(r => r.Reasons).Select(r => r.Code));
        Assert.Equal(fits ? [] : [(contract.Id, contract.Reference)], run.Left.Select(c => (c.Id, c.Reference)));
        Assert.Equal(fits ? 0 : 600m, await NetAsync(boreal));
    }

    [Theory, EachDatabase]
    public async Task PeriodOfAYearThatARevisionCredited_IsNotOpenedAgainByACredit(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (invoice, _) = await RevisedAsync(boreal, visits: 3);

        var refused = await CreditAsync(boreal, invoice, 1, reopens: true);
        Assert.Equal(("Contracts.PeriodIsRevised", "ReopensPeriods"), refused.Refusal is { } r ? (r.Code, r.Field) : default);
        Boreal.Value(await CreditAsync(boreal, invoice, 1, reopens: false));

        await ContractBook.RunAsync(boreal);
        Assert.Equal(1200m - 300m - 900m + 1200m, await NetAsync(boreal));
    }

    /// <summary>What a revision billed on top stays as it is: the year comes to the same amount again.</summary>
    [Theory, EachDatabase]
    public async Task PeriodOfAYearThatARevisionBilled_IsBilledAgainAsItWas(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (invoice, contract) = await RevisedAsync(boreal, visits: 5);
        var before = await NetAsync(boreal);

        Boreal.Value(await CreditAsync(boreal, invoice, 1, reopens: true));
        var open = await ContractBook.FindAsync(boreal, contract.Id);
        var amended = await boreal.Portal.Get<AmendContractLines>().RunAsync(new(open.Id, open.Version, [open.Lines[0].Id], new DateOnly(2025, 9, 1), new AmendedValues(1500)), default);
        Assert.Equal("Contracts.BilledBeyond", amended.Refusal?.Code);
        await ContractBook.RunAsync(boreal);

        Assert.Equal(before, await NetAsync(boreal));
        Assert.Single((await ContractBook.InvoicesAsync(boreal)).SelectMany(i => i.Lines), l => l.Net == 300);
    }

    /// <summary>The other line was credited before, without opening its period: it stays billed.</summary>
    [Theory, EachDatabase]
    public async Task CreditThatOpensPeriods_OpensThoseOfTheLinesThatItCredits_NotOfThoseCreditedBefore(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 3, 1)) with { Delivery = ContractDelivery.Issue }, ContractBook.Line(boreal, "A", 1, 1200), ContractBook.Line(boreal, "B", 1, 2400));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        var invoice = (await ContractBook.InvoicesAsync(boreal))[0];
        Boreal.Value(await CreditAsync(boreal, invoice, 1, reopens: false, net: 100));

        Boreal.Value(await CreditAsync(boreal, invoice, 1, reopens: true, net: 200));

        await ContractBook.RunAsync(boreal);
        Assert.Equal([100m, 200m, 100m, 200m, 200m], (await ContractBook.InvoicesAsync(boreal)).SelectMany(i => i.Lines.OrderBy(l => l.Position)).Select(l => Math.Abs(l.Net)));
    }

    /// <summary>Bills and hands over to the accounts until there is nothing left: what is to be credited waits for the latter.</summary>
    private static async Task SettleAsync(Boreal boreal)
    {
        for (var i = 0; i < 4; i++)
        {
            await ContractBook.RunAsync(boreal);
            await VisitBillingTests.HandOverAsync(boreal);
        }
    }

    /// <summary>The year from March 2025 is billed in advance, visited so often, and revised.</summary>
    private static async Task<(Invoice Invoice, Contract Contract)> RevisedAsync(Boreal boreal, int visits)
    {
        boreal.Portal.Clock.Set(new DateTime(2025, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        var head = ContractBook.Head(new DateOnly(2025, 3, 1), BillingFrequency.Yearly) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, Line(boreal));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        await VisitBillingTests.RequestAsync(boreal, contract);
        for (var i = 0; i < visits; i++)
        {
            await VisitBillingTests.VisitAsync(boreal, contract.Lines[0].Id, new DateOnly(2025, 6, 1 + i));
        }

        boreal.Portal.Clock.Set(new DateTime(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);
        await ContractBook.RunAsync(boreal);
        return ((await ContractBook.InvoicesAsync(boreal)).First(i => i.Kind == InvoiceKind.Invoice && i.IssuedOn!.Value.Year == 2025), contract);
    }

    private static async Task<Result<CreditInvoice.Credited>> CreditAsync(Boreal boreal, Invoice invoice, decimal quantity, bool reopens, decimal? net = null)
    {
        var now = (await ContractBook.InvoicesAsync(boreal)).Single(i => i.Id == invoice.Id);
        var line = now.Lines.Single(l => net is null || l.Net == net);
        return await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(now.Id, now.Version, [new CreditInvoice.LineQuantity(line.Id, quantity)], false, "Erreur", false, ReopensPeriods: reopens), default);
    }

    private static async Task<decimal> NetAsync(Boreal boreal) => (await ContractBook.InvoicesAsync(boreal)).Sum(i => i.Kind == InvoiceKind.CreditNote ? -i.Net : i.Net);

    private static ContractLine.Values Line(Boreal boreal) => ContractBook.Line(boreal, "Chaudière", 1, 1200, FourAYear);

    private static Contract Active(
        DateOnly start, DateOnly end, BillingFrequency frequency = BillingFrequency.Monthly, VisitPlan? visits = null, decimal price = 1200,
        BillingAnchor anchor = BillingAnchor.Anniversary, BillingTiming timing = BillingTiming.InAdvance)
    {
        var head = ContractBook.Head(start, frequency, timing) with { Anchor = anchor, RenewsAutomatically = false, EndsOn = end, Revision = ContractRevision.LastDay, PayerId = 1 };
        var contract = new Contract(1, 1, "C-1", "CAD", start, DateTime.UnixEpoch);
        Boreal.Require(contract.Edit(head, isBilled: false, start));
        var line = new ContractLine { ContractId = contract.Id, Position = 1 };
        Boreal.Require(line.Set(new ContractLine.Values(null, "A", 1, "", price, 0, 1, 1, null, null, true, null, null, null, visits ?? FourAYear)));
        contract.Lines.Add(line);
        Boreal.Require(contract.ActivateLines(start));
        return contract;
    }

    private static IEnumerable<string> Revisions(Contract contract, IReadOnlyCollection<DoneVisit> visits) => DueBilling.Of(contract, new DateOnly(2027, 12, 31), visits)
        .Where(i => i.Kind == BilledKind.Revision).Select(i => FormattableString.Invariant($"{i.Key} {i.From:yyyy-MM-dd}..{i.To:yyyy-MM-dd} {i.Net:0.##}"));
}
