using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.Invoicing;
using Portal.Business.Quotes.Documents;
using Portal.Pdf;

namespace Portal.Business.Contracts.Documents;

/// <summary>Everything that stands on a contract, so that drawing it needs neither the database nor the clock.</summary>
/// <param name="Payer">Null where the client pays.</param>
/// <param name="Lines">With the amount of a year.</param>
/// <param name="Totals">Of one year, each line once however it is amended later, with the taxes of its first day.</param>
/// <param name="First">The first invoices, as the billing run will make them.</param>
/// <param name="Clauses">How it is billed, renewed, terminated and indexed, in the client's language.</param>
internal sealed record ContractDocumentModel(
    string Language, Letterhead Letterhead, SellerParty Seller, BuyerParty Client, string? Payer, string Reference, string Title, string Currency, DateOnly? SubscribedOn,
    DateOnly StartsOn, DateOnly? EndsOn, string PaymentTerms, string PurchaseOrder, IReadOnlyList<ContractDocumentLine> Lines, TaxedTotals Totals, IReadOnlyList<ContractDocumentInvoice> First,
    IReadOnlyList<(string Title, string Text)> Clauses, string Notes, bool IsDraft, DateTime CreatedAt)
{
    /// <summary>The same in French, which follows it; null where the document is French itself, or need not be.</summary>
    public ContractDocumentModel? InFrench { get; init; }
}

/// <param name="Details">Visits and days of its own; may be empty.</param>
internal sealed record ContractDocumentLine(
    string Description, IReadOnlyList<string> Details, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, string Tax, decimal Net);

/// <param name="Net">Before tax.</param>
internal sealed record ContractDocumentInvoice(DateOnly On, DateOnly From, DateOnly To, decimal Net);

/// <summary>Draws a contract for signature. Nothing is computed here.</summary>
internal static class ContractDocument
{
    public static byte[] Render(ContractDocumentModel contract, Approval? approval = null) =>
        Draw(contract, approval, contract.InFrench is { } french ? Draw(french, approval, null) : null).ToBytes();

    private static PdfDocument Draw(ContractDocumentModel contract, Approval? approval, PdfDocument? then)
    {
        var words = DocumentWords.For(contract.Language);
        var sheet = new Sheet(words, contract.Letterhead, contract.Seller, contract.Currency);
        var title = words["Contract"];
        List<Block> body =
        [
            SheetHead.Letterhead(sheet, title, contract.Reference, approval is null ? null : words["SignedTitle"], then is null ? null : InFrenchToo.Remark(words, contract.Seller)),
            .. SheetHead.Parties(sheet, words["ContractWith"], contract.Client, []),
            SheetHead.Facts(
                sheet, ("ContractStart", words.Formats.Date(contract.StartsOn)), ("ContractEnd", contract.EndsOn is { } end ? words.Formats.Date(end) : words["ContractOpenEnd"]),
                ("ContractSubscribed", contract.SubscribedOn is { } signed ? words.Formats.Date(signed) : null), ("PaymentTerms", contract.PaymentTerms),
                ("PurchaseOrder", contract.PurchaseOrder), ("BilledTo", contract.Payer)),
            new Paragraph(contract.Title, sheet.Strong with { Size = 12 }) { Role = ParagraphRole.Heading2, SpaceAfter = 5, KeepWithNext = true },
            SheetLines.Table(
                sheet, [.. contract.Lines.Select(l => new SheetLine(l.Description, l.Details, l.Quantity, l.Unit, l.UnitPrice, l.DiscountPercent, l.Tax, l.Net) { Kind = SheetLineKind.Priced })],
                title),
            Totals(sheet, contract.Totals),
            .. Invoices(sheet, contract.First),
        ];
        foreach (var (heading, text) in contract.Clauses)
        {
            body.Add(Heading(sheet, heading));
            body.Add(new Paragraph(text, Sheet.Body with { Size = 8.5 }));
        }

        if (contract.Notes.Length > 0)
        {
            body.Add(new Paragraph(contract.Notes) { SpaceBefore = 12 });
        }

        body.Add(approval is null ? SheetSigning.ToSign(sheet, "ContractAgreeHint") : SheetSigning.Approved(sheet, approval));
        return sheet.Document($"{title} {contract.Reference}", contract.CreatedAt, body, contract.IsDraft ? words["Draft"] : null, then: then);
    }

    private static Block Totals(Sheet sheet, TaxedTotals totals)
    {
        var taxes = totals.Taxes.Select(t => new SheetTax(t.Name, t.Percent, t.Base, t.Amount, t.Reason, t.TaxComponentId is not null)).ToList();
        return SheetTotals.Block(sheet, totals.Net, taxes, totals.Total, "ContractYear", "ContractYearNet");
    }

    private static IEnumerable<Block> Invoices(Sheet sheet, IReadOnlyList<ContractDocumentInvoice> invoices)
    {
        if (invoices.Count == 0)
        {
            yield break;
        }

        var (words, formats) = (sheet.Words, sheet.Formats);
        yield return Heading(sheet, words["ContractInvoices"]);
        var table = new Table
        {
            Summary = words["ContractInvoices"],
            CellPadding = new Edges(5, 3),
            Columns = [new(TrackWidth.Fit), new(TrackWidth.Share()), new(TrackWidth.Fit, HorizontalAlign.Right)],
            Header = { new TableRow(words["ContractInvoiceOn"], words["ContractPeriod"], words["Net"]) },
            HeaderStyle = Sheet.Small with { Bold = true },
            HeaderRule = Sheet.Hairline,
            Rows =
            [
                .. invoices.Select(i => new TableRow(
                    formats.Date(i.On), i.From == i.To ? formats.Date(i.From) : words.Say("ServicePeriod", formats.Date(i.From), formats.Date(i.To)), sheet.Amount(i.Net))
                {
                    Style = Sheet.Body with { Size = 8.5 },
                }),
            ],
        };
        yield return new Columns { KeepTogether = true, Items = { new(TrackWidth.Share(2), table), new(TrackWidth.Share()) } };
    }

    private static Paragraph Heading(Sheet sheet, string text) =>
        new(text, sheet.Heading) { Role = ParagraphRole.Heading2, SpaceBefore = 12, SpaceAfter = 3, KeepWithNext = true };
}
