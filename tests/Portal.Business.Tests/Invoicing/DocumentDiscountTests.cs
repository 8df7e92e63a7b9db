using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Operations;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Invoicing;

public sealed class DocumentDiscountTests
{
    [Fact]
    public void Shares_OfAnyDiscountOnAnyLines_AddUpToItAndTakeNoMoreThanALineHas() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(Cases().ToArbitrary(), drawn =>
            {
                var (discount, nets) = drawn;
                var shares = discount.Shares(nets);
                var amount = discount.Of(nets.Sum());
                return shares.Sum() == amount
                    && amount >= 0 && amount <= nets.Sum() && amount == Money.Round(amount)
                    && shares.Zip(nets).All(pair => pair.First >= 0 && pair.First <= pair.Second && pair.First == Money.Round(pair.First));
            }));

    [Fact]
    public void Shares_OfTenPercent_AreCutOnTheRunningTotal() =>
        Assert.Equal([0.01m, 0m, 0.01m], new DocumentDiscount(DiscountKind.Percent, 10).Shares([0.05m, 0.05m, 0.05m]));

    [Theory]
    [InlineData(DiscountKind.Percent, 101, "Common.DiscountOutOfRange")]
    [InlineData(DiscountKind.Percent, -1, "Common.DiscountOutOfRange")]
    [InlineData(DiscountKind.Amount, -1, "Common.DiscountOutOfRange")]
    [InlineData(DiscountKind.Amount, 101, "Invoicing.DiscountAboveLines")]
    [InlineData(DiscountKind.Amount, 100, null)]
    [InlineData(DiscountKind.Percent, 100, null)]
    public void Discount_OfMoreThanThereIs_IsRefused(DiscountKind kind, decimal value, string? code) =>
        Assert.Equal(code, new DocumentDiscount(kind, value).WhyNot(100)?.Code);

    [Fact]
    public void Discount_OnLinesThatComeToNothing_IsNothing() =>
        Assert.Equal([0m, 0m], new DocumentDiscount(DiscountKind.Percent, 50).Shares([10m, -10m]));

    [Fact]
    public void Subtotals_SumWhatStandsSinceTheLastSectionOrSubtotal() =>
        Assert.Equal(
            [null, null, 12m, null, 3m, null, null, 4m],
            Subtotals.Of(
            [
                (InvoiceLineKind.Priced, 5m), (InvoiceLineKind.Priced, 7m), (InvoiceLineKind.Subtotal, 0m), (InvoiceLineKind.Priced, 3m), (InvoiceLineKind.Subtotal, 0m),
                (InvoiceLineKind.Section, 0m), (InvoiceLineKind.Priced, 4m), (InvoiceLineKind.Subtotal, 0m),
            ]));

    [Theory, EachDatabase]
    public async Task Invoice_WithADiscount_TaxesBooksAndCreditsTheSameCents(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await SavedAsync(boreal, new DocumentDiscount(DiscountKind.Percent, 7.5m));

        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        var invoice = await boreal.FindAsync(id);
        var priced = invoice.Lines.Where(l => l.Kind == InvoiceLineKind.Priced).ToList();
        Assert.Equal((9.97m, 123.01m), (invoice.DiscountAmount, invoice.Net));
        Assert.Equal(132.98m, priced.Sum(l => l.LineNet));
        Assert.Equal(invoice.Net, priced.Sum(l => l.Net));
        Assert.All(invoice.Taxes, t => Assert.Equal(123.01m, t.Base));
        Assert.Equal((6.15m, 12.27m), (invoice.Taxes.Min(t => t.Amount), invoice.Taxes.Max(t => t.Amount)));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);

        Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
        foreach (var line in priced)
        {
            for (var left = line.Quantity; left > 0; left--)
            {
                var seen = await boreal.FindAsync(id);
                Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
                    new CreditInvoice.Input(id, seen.Version, [new CreditInvoice.LineQuantity(line.Id, 1)], true, "Erreur", false), default));
            }
        }

        invoice = await boreal.FindAsync(id);
        Assert.Equal((invoice.Total, 0m), (invoice.Credited, invoice.Balance));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [ToolFact("pdftotext")]
    public async Task Document_ShowsSectionsSubtotalsAndTheDiscountBeforeTheNet()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var id = await SavedAsync(boreal, new DocumentDiscount(DiscountKind.Percent, 7.5m));

        var file = Boreal.Value(await boreal.Portal.Get<OpenInvoiceDocument>().RunAsync(new OpenInvoiceDocument.Input(id), default));

        DocumentText.InThisOrder(
            DocumentText.Flat(file.Bytes), "Impression", "Cartes", "99,99", "Sous-total 100,99", "Livré au quai", "Pose", "31,99", "Total des lignes 132,98 $",
            "Rabais de 7,5 %", "9,97 $", "Net 123,01 $", "TPS 5 %", "6,15 $", "12,27 $", "141,43 $");
    }

    [Theory, EachDatabase]
    public async Task Proforma_WithADiscountAboveItsLines_IsRefusedAtTheDiscount(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var result = await SaveAsync(boreal, new DocumentDiscount(DiscountKind.Amount, 200));

        Assert.Equal(("Invoicing.DiscountAboveLines", "Discount"), (result.Refusal!.Code, result.Refusal.Field));
    }

    [Theory, EachDatabase]
    public async Task Proforma_OfTextsOnly_IsNotIssued(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(InvoiceLine.Values.Of(InvoiceLineKind.Section, "Impression"), InvoiceLine.Values.Of(InvoiceLineKind.Subtotal, ""));

        var result = await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default);

        Assert.Contains(result.Refusals, r => r.Code == "Invoicing.NoLines");
    }

    [Fact]
    public void Line_OfTextOnly_NeedsNoPriceAndKeepsNone()
    {
        var line = new InvoiceLine();
        Boreal.Require(line.Set(new InvoiceLine.Values("Pose", 2, "h", 50, 10, 1, 2)));
        Boreal.Require(line.Set(InvoiceLine.Values.Of(InvoiceLineKind.Subtotal, "")));

        Assert.Equal((0m, 0m, "", null, null), (line.Net, line.Quantity, line.Unit, line.TaxCodeId, line.GlAccountId));
        Assert.Equal("Description", line.Set(InvoiceLine.Values.Of(InvoiceLineKind.Section, " ")).Refusal!.Field);
        Assert.Equal("Invoicing.JobLineIsPriced", new InvoiceLine { JobLineId = 5 }.Set(InvoiceLine.Values.Of(InvoiceLineKind.Remark, "Note")).Refusal!.Code);
    }

    private static async Task<long> SavedAsync(Boreal boreal, DocumentDiscount discount)
    {
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(boreal.Client.Id, null), default));
        Boreal.Value(await SaveAsync(boreal, discount, id));
        return id;
    }

    private static async Task<Result<int>> SaveAsync(Boreal boreal, DocumentDiscount discount, long? invoiceId = null)
    {
        var id = invoiceId ?? Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(boreal.Client.Id, null), default));
        InvoiceLine.Values[] lines =
        [
            InvoiceLine.Values.Of(InvoiceLineKind.Section, "Impression"),
            boreal.InvoiceLine("Cartes", 3, 33.33m),
            boreal.InvoiceLine("Vis", 3, 0.333333m),
            InvoiceLine.Values.Of(InvoiceLineKind.Subtotal, ""),
            InvoiceLine.Values.Of(InvoiceLineKind.Remark, "Livré au quai"),
            boreal.InvoiceLine("Pose", 1, 31.99m),
        ];
        var head = new Invoice.Head(boreal.Client.Id, "Travaux", "", null, null, null, null, null, false, Discount: discount);
        return await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, 0, head, [.. lines.Select(v => new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, v))]), default);
    }

    private static Gen<(DocumentDiscount Discount, decimal[] Nets)> Cases() =>
        from kind in Gen.Elements(DiscountKind.Percent, DiscountKind.Amount)
        from value in Gen.Choose(0, 10_000)
        from nets in Gen.NonEmptyListOf(Gen.Choose(0, 200_000)).Resize(30)
        select (new DocumentDiscount(kind, kind == DiscountKind.Percent ? value / 100m : value / 10m), nets.Select(n => n / 100m).ToArray());
}
