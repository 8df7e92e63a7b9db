using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>Every billed amount says where it comes from. Today is the 2nd of March 2026.</summary>
public sealed class ExplainContractLinesTests
{
    [Theory, EachDatabase]
    public async Task Explain_AMonthOfAContract_GoesFromTheContractToTheTaxes(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "Entretien", 2, 600));
        await ContractBook.RunAsync(boreal);
        var invoice = Assert.Single(await ContractBook.InvoicesAsync(boreal));
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-CA");

        var explained = Boreal.Value(await boreal.Portal.Get<ExplainContractLines>().RunAsync(invoice.Id, default));

        var line = Assert.Single(explained.Lines);
        Assert.Equal((contract.Id, contract.Reference, "Entretien", 100m), (line.ContractId, line.Reference, line.Description, line.Net));
        Assert.Equal(
            [
                $"Contract {contract.Reference}, version 1", "2 × $600.00 = $1,200.00 a year", "2026-03-01 to 2026-03-31 (31 days)", "$1,200.00 ÷ 12 = $100.00",
                "GST 5% of $100.00 = $5.00", "QST 9.975% of $100.00 = $9.98",
            ],
            line.Steps);
    }

    [Theory, EachDatabase]
    public async Task Explain_ALineAmongOthers_SaysTheTaxThatTheInvoiceTakesOnAllOfThem(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 3, 1), BillingFrequency.Yearly), ContractBook.Line(boreal, "A", 1, 10.10m), ContractBook.Line(boreal, "B", 1, 10.10m));
        await ContractBook.RunAsync(boreal);
        var invoice = Assert.Single(await ContractBook.InvoicesAsync(boreal));
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-CA");

        var explained = Boreal.Value(await boreal.Portal.Get<ExplainContractLines>().RunAsync(invoice.Id, default));

        // Each line by itself would come to 0.51; the invoice has 1.01.
        Assert.All(explained.Lines, l => Assert.Equal("GST 5% of $10.10; the invoice takes it once, on $20.20 in all: $1.01", Plain(l.Steps[^2])));
        Assert.Equal(1.01m, invoice.Taxes[0].Amount);
    }

    [Theory, EachDatabase]
    public async Task Explain_AnInvoiceWithoutContract_SaysNothing_AndNoneIsNotFound(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));

        Assert.Empty(Boreal.Value(await boreal.Portal.Get<ExplainContractLines>().RunAsync(id, default)).Lines);
        Assert.Equal(RefusalKind.NotFound, (await boreal.Portal.Get<ExplainContractLines>().RunAsync(id + 1, default)).Refusal?.Kind);
    }

    [Fact]
    public void Say_ByTheDay_InFrench_MultipliesBackToTheAmount()
    {
        var steps = AmountSteps.Say(Facts(new PeriodAmount(50m, 1200, 12, 15, 30, 0, 0)) with { From = new(2026, 6, 16), To = new(2026, 6, 30), BilledNet = 50, Net = 50 }, "fr-FR");

        Assert.Equal(
            ["Contrat C-1, version 4", "12 × 100,00 € = 1 200,00 € par an", "Du 16/06/2026 au 30/06/2026 (15 jours)", "1 200,00 € ÷ 12 × 15 ÷ 30 jours = 50,00 €"],
            steps.Select(Plain));
    }

    [Fact]
    public void Say_TheLastPeriodOfAYear_SaysWhatRoundingLeft()
    {
        var steps = AmountSteps.Say(Facts(new PeriodAmount(83.37m, 1000, 12, null, 31, 0, 0.04m)) with { BilledNet = 83.37m, Net = 83.37m }, "en-CA");

        Assert.Equal(["€1,000.00 ÷ 12 = €83.33", "The last of the year takes what rounding left: €0.04"], steps.Skip(3).Select(Plain));
    }

    [Fact]
    public void Say_IndexedAndChangedByHand_SaysBoth()
    {
        var indexation = new Indexation
        {
            LegalEntityId = 1,
            From = new(2026, 1, 1),
            Rule = new IndexationRule(IndexationMode.Percentage, IndexationBase.CurrentPrice, 2.5m, 0, [], null, null, 2),
            Used = [],
            Factor = 1.025m,
            Scope = new IndexationScope(),
            Key = Guid.NewGuid(),
            AppliedById = 1,
            AppliedByName = "Ada",
            AppliedAt = DateTime.UnixEpoch,
        };
        var steps = AmountSteps.Say(Facts(new PeriodAmount(100, 1200, 12, null, 31, 0, 0)) with { Indexation = indexation, BilledNet = 100, Net = 90 }, "fr-CA");

        Assert.Contains("Prix indexé à partir du 2026-01-01 : +2,5 %, soit × 1,025", steps.Select(Plain));
        Assert.Equal("Modifié à la main sur la facture : 90,00 € au lieu de 100,00 €", Plain(steps[^1]));
    }

    [Fact]
    public void Say_ARevisionAndAVisit_CountVisits()
    {
        var revision = AmountSteps.Say(Facts(new PeriodAmount(-300, 1200, 4, 3, 4, 0, 1200)) with { Kind = BilledKind.Revision, BilledNet = -300, Net = -300 }, "en-CA");
        var visit = AmountSteps.Say(Facts(new PeriodAmount(300, 1200, 4, null, 1, 0, 0)) with { Kind = BilledKind.Visit, BilledNet = 300, Net = 300 }, "en-CA");

        Assert.Equal(["Visits done: 3 of 4 a year, €900.00", "less what is billed already: €1,200.00"], revision.Skip(3).Select(Plain));
        Assert.Equal("Visit of 2026-12-01: €1,200.00 ÷ 4 = €300.00", Plain(visit[^1]));
    }

    private static AmountSteps.Facts Facts(PeriodAmount amount) => new(
        "C-1", BilledKind.Period, new(2026, 12, 1), new(2026, 12, 31), amount.Amount, new BilledBasis(3, 12, amount.Annual / 12, 0, amount), "EUR", amount.Amount, [], null, []);

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
