using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Integrity;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>The last invoice of an ordered line leaves nothing of it, whatever billed it before.</summary>
public sealed class LineRestTests
{
    [Fact]
    public void Line_InvoicedByAmountsAndQuantities_IsInvoicedToTheCentByItsLastInvoice() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(Cases().ToArbitrary(), drawn =>
        {
            var line = new JobLine { Description = "Pose", Quantity = drawn.Quantity / 100m, UnitPrice = drawn.Price / 1000m, DiscountPercent = drawn.Discount }.Priced();
            var job = new Job(1, 1, "D-1", "Travaux", "CAD", new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc));
            job.Order(line);
            var before = new LineRests.Billed(0, InParts: false);
            foreach (var (byAmount, share) in drawn.Steps)
            {
                if (byAmount)
                {
                    var invoice = new Invoice(InvoiceKind.Invoice, 1, 1, 1, "fr-CA", "CAD", job.CreatedAt);
                    var taken = new JobPart(StageMeasure.Amount, Math.Max(0.01m, Money.Round(line.NetToInvoice * share / 100))).Fill(invoice, job, new TaxTable([]), new DateOnly(2026, 3, 2));
                    before = taken.Count == 0 ? new LineRests.Billed(before.Lines + 1, true) : before;
                }
                else if (Money.RoundQuantity(line.QuantityToInvoice * share / 100) is var quantity && quantity < line.QuantityToInvoice)
                {
                    Assert.True(line.Take(quantity, Money.LineNet(quantity, line.UnitPrice, line.DiscountPercent), mayExceed: false).Succeeded);
                    before = before with { Lines = before.Lines + 1 };
                }

                Assert.True(line.NetToInvoice <= 0 || line.LeftNet == line.NetToInvoice, $"{line.NetToInvoice} is lost");
            }

            if (line.QuantityToInvoice != 0 && line.NetToInvoice >= 0)
            {
                var usual = Money.LineNet(line.QuantityToInvoice, line.UnitPrice, line.DiscountPercent);
                Assert.True(line.Take(line.QuantityToInvoice, LineRests.Of(line, line.QuantityToInvoice, usual, before) ?? usual, mayExceed: false).Succeeded);
                Assert.Equal(line.Net, line.InvoicedNet);
            }

            Assert.Equal(0m, line.LeftNet);
        }));

    /// <summary>3 × 0.333: three invoices of one would come to 0.99 of 1.00.</summary>
    [Theory, EachDatabase]
    public async Task Line_InvoicedOneByOne_KeepsNoCent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 3, 0.333m);
        foreach (var net in (decimal[])[0.33m, 0.33m, 0.34m])
        {
            Assert.Equal(net, (await boreal.FindAsync(await DraftAsync(boreal, job, line, 1))).Net);
        }

        Assert.Equal(0m, (await boreal.ShowJobAsync(job)).ToInvoice);
        Assert.Empty((await boreal.VerifyAsync()).Findings);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<Operations.VerifyBooks>().RunAsync(default)).Differences);
    }

    /// <summary>An amount of which the quantity would round to all of the line.</summary>
    [Theory, EachDatabase]
    public async Task Line_OfWhichAnAmountTakesNearlyAll_KeepsARestThatIsInvoiced(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        await boreal.JobLineAsync(job, 1, 1_000_000);
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, job, Part: new JobPart(StageMeasure.Amount, 999_980)), default));
        Assert.Equal(20m, (await boreal.ShowJobAsync(job)).ToInvoice);

        Assert.Equal(20m, (await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, job), default)))).Net);

        Assert.Equal(0m, (await boreal.ShowJobAsync(job)).ToInvoice);
        await using var db = boreal.Portal.Open();
        Assert.Equal(0m, (await db.Jobs.SingleAsync(j => j.Id == job)).LeftNet);
    }

    /// <summary>The clerk gives a rebate on the last quantity: that is meant, and nothing is left to invoice.</summary>
    [Theory, EachDatabase]
    public async Task Line_BilledAtALowerPrice_HasNothingLeft(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 2, 100);
        var proforma = await boreal.FindAsync(await DraftAsync(boreal, job, line, 2));
        var only = proforma.Lines.Single();
        await SaveAsync(boreal, proforma, new ProformaLines.Line(only.Id, only.Source, line, null, ProformaStart.ValuesOf(only, 2) with { UnitPrice = 90 }));

        Assert.Equal((180m, 0m), ((await boreal.FindAsync(proforma.Id)).Net, (await boreal.ShowJobAsync(job)).ToInvoice));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<Operations.VerifyBooks>().RunAsync(default)).Differences);
    }

    /// <summary>What is left of a line that was invoiced by an amount is picked in the proforma's page.</summary>
    [Theory, EachDatabase]
    public async Task Line_PickedOnAProforma_TakesTheRestToTheCent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 3, 333.33m);
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, job, Part: new JobPart(StageMeasure.Amount, 100.02m)), default));
        var row = Boreal.Value(await boreal.Portal.Get<PickJobLines>().RunAsync(new(boreal.Client.Id, JobId: job), default)).Single();
        var other = await boreal.FindAsync(await boreal.ProformaAsync(boreal.InvoiceLine("Déplacement", 1, 50)));

        await SaveAsync(boreal, other, new ProformaLines.Line(
            null, InvoiceLineSource.Job, line, null, new InvoiceLine.Values(row.Description, row.Left, row.Unit, row.UnitPrice, 0, row.TaxCodeId, row.GlAccountId)));

        Assert.Equal((949.97m, 0m), ((await boreal.FindAsync(other.Id)).Net, (await boreal.ShowJobAsync(job)).ToInvoice));
    }

    [Theory, EachDatabase]
    public async Task Stage_AfterACorrectionDownwards_TakesWhatIsLeft_AndSaysSo(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync(
            [boreal.QuoteLine("Enseigne", 10, 100)], new ScheduleStage("Début", 50, StageTrigger.AtApproval), new ScheduleStage("Fin", 50, StageTrigger.DaysAfterApproval, Days: 30));
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new(quote.Id, null, [], null, "Marie Roy", null, "", "", "", "par téléphone"), default));
        await DeleteLastAsync();
        await CorrectAsync(6);

        var proposal = Boreal.Value(await boreal.Portal.Get<ProposeQuoteInvoices>().RunAsync(new(quote.Id), default));
        Assert.Equal(["Enseigne"], proposal.Corrected);
        Boreal.Value(await boreal.Portal.Get<InvoiceQuote>().RunAsync(new(quote.Id), default));
        Assert.Equal([500m, 100m], (await AllAsync()).Select(i => i.Net));
        Assert.Equal(0m, (await boreal.ShowJobAsync(quote.JobId)).ToInvoice);

        await DeleteLastAsync();
        await CorrectAsync(5);
        Assert.Equal("Invoicing.NothingLeftOfQuote", (await boreal.Portal.Get<InvoiceQuote>().RunAsync(new(quote.Id), default)).Refusal?.Code);

        async Task<List<Invoice>> AllAsync()
        {
            await using var db = boreal.Portal.Open();
            return await db.Invoices.AsNoTracking().OrderBy(i => i.QuoteStage).ToListAsync();
        }

        async Task DeleteLastAsync()
        {
            var last = (await AllAsync())[^1];
            Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new(last.Id, last.Version), default));
        }

        async Task CorrectAsync(decimal quantity)
        {
            var line = (await boreal.ShowJobAsync(quote.JobId)).Lines.Single();
            Boreal.Require(await boreal.Portal.Get<CorrectJobLine>().RunAsync(
                new(quote.JobId, await boreal.JobVersionAsync(quote.JobId), line.Id, quantity, 100, "Moins d’enseignes"), default));
        }
    }

    private static Gen<(int Quantity, int Price, int Discount, List<(bool ByAmount, int Share)> Steps)> Cases() =>
        from quantity in Gen.Choose(1, 5_000)
        from price in Gen.Choose(1, 90_000_000)
        from discount in Gen.Elements(0, 0, 7, 33)
        from steps in (from byAmount in Gen.Elements(true, false) from share in Gen.Choose(1, 99) select (byAmount, share)).ListOf(4)
        select (quantity, price, discount, steps.ToList());

    private static async Task<long> DraftAsync(Boreal boreal, long job, long line, decimal quantity) =>
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, job, [new(line, quantity)]), default));

    private static async Task SaveAsync(Boreal boreal, Invoice proforma, ProformaLines.Line more)
    {
        var kept = proforma.Lines.Where(l => l.Id != more.Id).Select(l => new ProformaLines.Line(l.Id, l.Source, l.JobLineId, l.ProductId, ProformaStart.ValuesOf(l, l.Quantity)));
        var head = new Invoice.Head(proforma.BilledToId, proforma.Title, "", null, null, null, null, null, false);
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(new(proforma.Id, proforma.Version, head, [.. kept, more]), default));
    }
}
