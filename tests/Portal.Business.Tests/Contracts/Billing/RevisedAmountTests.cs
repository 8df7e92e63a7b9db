using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>What the revision of a year comes to where its line is amended or billed by visits, and on which invoices it is credited.</summary>
public sealed class RevisedAmountTests
{
    /// <summary>1200 a year until June, 1260 from July: 600 and 630 are billed, the visits are in March, June, September and December.</summary>
    [Theory]
    [InlineData("2024-07-01", 4, null)]
    [InlineData("2024-07-15", 4, null)]
    [InlineData("2024-07-01", 3, "1 2024-01-01..2024-12-31 -307.5")]
    [InlineData("2024-07-01", 0, "1 2024-01-01..2024-12-31 -1230")]
    [InlineData("2024-07-01", 5, "1 2024-01-01..2024-12-31 307.5")]
    public void LineThatIsAmendedWithinTheYear_IsRevisedAsOne_AndAYearWithAllItsVisitsComesToNothing(string from, int visits, string? expected)
    {
        var contract = RevisionScene.Active(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31));
        var line = contract.Lines[0];
        contract.Lines.Add(Boreal.Value(line.Amend(contract, DateOnly.Parse(from, CultureInfo.InvariantCulture), line.Current with { UnitPrice = 1260 }, null)));
        DateOnly[] days = [new(2024, 3, 4), new(2024, 6, 4), new(2024, 9, 4), new(2024, 12, 4), new(2024, 12, 5)];

        var revisions = RevisionScene.Revisions(contract, [.. days.Take(visits).Select((on, at) => new DoneVisit(contract.LineOn(line.Id, on), at, on))]);

        Assert.Equal(expected is null ? [] : [expected], revisions);
    }

    /// <summary>A month that other codes divide in two is rounded twice: a year of 1000 comes to 1000.01.</summary>
    [Fact]
    public void LineThatIsAmendedAtItsPrice_LeavesNoCentToARevision()
    {
        var contract = RevisionScene.Active(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31), price: 1000);
        var line = contract.Lines[0];
        contract.Lines.Add(Boreal.Value(line.Amend(contract, new DateOnly(2024, 2, 14), line.Current with { GlAccountId = 2 }, null)));
        DateOnly[] days = [new(2024, 3, 4), new(2024, 6, 4), new(2024, 9, 4), new(2024, 12, 4)];
        DoneVisit[] visits = [.. days.Select((on, at) => new DoneVisit(contract.LineOn(line.Id, on), at, on))];

        Assert.NotEqual(1000m, DueBilling.Of(contract, new DateOnly(2024, 12, 31), visits).Sum(i => i.Net));
        Assert.Empty(RevisionScene.Revisions(contract, visits));
    }

    /// <summary>The first half of the year is billed by the line before the amendment: its invoices are credited too.</summary>
    [Theory, EachDatabase]
    public async Task RevisionOfAnAmendedLine_IsCreditedOnTheInvoicesOfAllOfIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2025, 3, 1), BillingFrequency.HalfYearly) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, RevisionScene.Line(boreal));
        await ContractBook.ChangeAsync(boreal, contract.Id, c =>
            c.Lines.Add(Boreal.Value(c.Lines[0].Amend(c, new DateOnly(2025, 9, 1), c.Lines[0].Current with { UnitPrice = 1260 }, null))));
        await RevisionScene.SettleAsync(boreal);

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

    /// <summary>A third of 100, twice, is 66.66 as billed and 66.67 as computed: nothing is left of that to a revision.</summary>
    [Fact]
    public void ContractBilledByVisits_HasNothingToRevise()
    {
        var contract = RevisionScene.Active(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31), BillingFrequency.PerVisit, new VisitPlan(3, [3, 6, 9], null, 60), 100);
        var line = contract.Lines[0].Id;

        Assert.Empty(RevisionScene.Revisions(contract, [new DoneVisit(line, 1, new(2024, 3, 4)), new DoneVisit(line, 2, new(2024, 6, 4))]));
    }
}
