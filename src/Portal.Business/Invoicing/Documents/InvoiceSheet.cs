using Portal.Business.Accounting.Currencies;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Pdf;

namespace Portal.Business.Invoicing.Documents;

/// <summary>What stands on an invoice besides itself and its parties.</summary>
/// <param name="Terms">Name of the payment terms.</param>
/// <param name="Early">For payment before it is due.</param>
/// <param name="JobNumber">Asked when it is drawn: it may be taken together with the invoice's.</param>
/// <param name="Jobs">"J-000012 · Sign" of each job that it bills, its own first; empty where it bills one.</param>
/// <param name="Message">At the bottom; may be empty.</param>
/// <param name="Original">The invoice that a credit note reverses.</param>
/// <param name="Deducted">What a line that deducts a deposit takes off, by rate.</param>
/// <param name="TaxOfLine">What the tax column says of a line in a language.</param>
internal sealed record InvoiceSurroundings(
    LocalText Terms, EarlyDiscount? Early, Func<string> JobNumber, IReadOnlyList<string> Jobs, LocalText Message, (string Number, DateOnly IssuedOn)? Original, SupplyNature Nature, Func<InvoiceLine, string, string> TaxOfLine,
    Func<InvoiceLine, TaxedTotals> Deducted);

/// <summary>Draws an invoice, a credit note or a proforma. All amounts are those of the entity; nothing is computed here.</summary>
internal static class InvoiceSheet
{
    public static DocumentFile Draw(Invoice invoice, InvoiceParties parties, Letterhead letterhead, InvoiceSurroundings around)
    {
        var file = InFrenchToo.Draw(invoice.Language, parties.Seller, (words, then) => Draw(new Sheet(words, letterhead, parties.Seller, invoice.Currency), invoice, parties, around, then));
        return new DocumentFile(FileNames.Safe(invoice.IsProforma ? $"Proforma {invoice.DisplayNumber}.pdf" : $"{invoice.DisplayNumber}.pdf"), "application/pdf", file.ToBytes());
    }

    private static PdfDocument Draw(Sheet sheet, Invoice invoice, InvoiceParties parties, InvoiceSurroundings around, PdfDocument? then)
    {
        var words = sheet.Words;
        var title = words[TitleKey(invoice)];
        var number = invoice.DisplayNumber;
        var remark = invoice switch
        {
            { IsProforma: true } => words["NotAnInvoice"],
            { Kind: InvoiceKind.CreditNote } when around.Original is { } original =>
                words.Say("CreditOf", original.Number, words.Formats.Date(original.IssuedOn)),
            _ => null,
        };

        List<Block> body =
        [
            SheetHead.Letterhead(sheet, title, number, remark, InFrenchToo.Remark(words, parties.Seller)),
            .. SheetHead.Parties(sheet, words["BilledTo"], parties.BilledTo, Beside(sheet, invoice, parties)),
            SheetHead.Facts(sheet, Facts(sheet, invoice, around), around.Jobs.Count == 0 ? null : ("Jobs", string.Join('\n', around.Jobs))),
        ];
        if (invoice.IsProforma)
        {
            body.Add(new Box(new Paragraph(words["NotAnInvoiceNotice"], sheet.Strong with { Size = 8.5 }))
            {
                Padding = new Edges(9, 6),
                BorderLeft = new Stroke(3, sheet.Accent),
                SpaceAfter = 12,
            });
        }

        if (invoice.Title.Length > 0)
        {
            body.Add(new Paragraph(invoice.Title, sheet.Strong with { Size = 11 }) { Role = ParagraphRole.Heading2, SpaceAfter = 5, KeepWithNext = true });
        }

        body.Add(SheetLines.Table(sheet, Lines(sheet, invoice, around), words["Lines"]));
        body.Add(SheetTotals.Block(sheet, invoice.Net, Taxes(invoice), invoice.Total, TotalKey(invoice), discount: Discount(sheet, invoice), retention: Retained(sheet, invoice)));
        body.AddRange(InBooks(sheet, invoice));
        body.AddRange(End(sheet, invoice, parties, around));
        return sheet.Document($"{title} {number}", invoice.IssuedAt ?? invoice.CreatedAt, body, then: then);
    }

    private static string TitleKey(Invoice invoice) =>
        invoice.Kind == InvoiceKind.CreditNote ? "CreditNote"
        : invoice.IsDeposit ? invoice.IsProforma ? "DepositProforma" : "DepositInvoice"
        : invoice.IsProforma ? "Proforma" : "Invoice";

    private static string TotalKey(Invoice invoice) =>
        invoice.Kind == InvoiceKind.CreditNote ? "TotalCredited" : invoice.Taxes.Exists(t => t.TaxComponentId is not null) ? "Total" : "TotalTaxFree";

    private static IEnumerable<Block> Beside(Sheet sheet, Invoice invoice, InvoiceParties parties)
    {
        if (invoice.ClientId != invoice.BilledToId)
        {
            yield return SheetHead.Party(sheet, sheet.Words["SoldTo"], parties.Buyer, sheet.IsFrench);
        }

        foreach (var delivery in SheetHead.Delivery(sheet, parties.Elsewhere()))
        {
            yield return delivery;
        }

        if (sheet.IsFrench && SheetHead.Numbers(sheet, invoice.ClientId == invoice.BilledToId ? "YourNumbers" : "PayersNumbers", parties.BilledTo) is { } numbers)
        {
            yield return numbers;
        }
    }

    private static IEnumerable<(string Key, string? Value)> Facts(Sheet sheet, Invoice invoice, InvoiceSurroundings around)
    {
        var formats = sheet.Formats;
        yield return invoice.IssuedOn is { } issued
            ? ("IssuedOn", formats.Date(issued))
            : ("CreatedOn", formats.Date(DateOnly.FromDateTime(sheet.Letterhead.Local(invoice.CreatedAt))));
        if (invoice is { IsProforma: true, PlannedOn: { } planned })
        {
            yield return ("PlannedOn", formats.Date(planned));
        }

        if (around.Original is { } original)
        {
            yield return ("OriginalInvoice", sheet.Words.Say("OriginalOf", original.Number, formats.Date(original.IssuedOn)));
        }

        if (invoice.DueOn is { } due)
        {
            yield return (invoice.Instalments.Count > 1 ? "LastDueOn" : "DueOn", formats.Date(due));
        }

        if (invoice.Kind == InvoiceKind.Invoice)
        {
            yield return ("PaymentTerms", around.Terms.In(sheet.Words.Language));
        }

        yield return ("SuppliedOn", invoice.SuppliedOn is { } supplied ? formats.Date(supplied) : null);
        yield return ("PurchaseOrder", invoice.PurchaseOrder);
        yield return ("Job", around.Jobs.Count == 0 ? around.JobNumber() : null);
    }

    private static List<SheetLine> Lines(Sheet sheet, Invoice invoice, InvoiceSurroundings around)
    {
        var lines = invoice.Lines.OrderBy(l => l.Position).ToList();
        return [.. lines.Zip(Subtotals.Of(lines.Select(l => (l.Kind, l.LineNet))), (line, subtotal) => Line(sheet, line, subtotal, around))];
    }

    private static SheetLine Line(Sheet sheet, InvoiceLine line, decimal? subtotal, InvoiceSurroundings around) => line.Kind switch
    {
        InvoiceLineKind.Section => SheetLine.Text(SheetLineKind.Section, line.Description),
        InvoiceLineKind.Subtotal => SheetLine.Text(SheetLineKind.Subtotal, line.Description.Length > 0 ? line.Description : sheet.Words["LinesSubtotal"], subtotal ?? 0),
        InvoiceLineKind.Remark => SheetLine.Text(SheetLineKind.Remark, line.Description),
        _ => new SheetLine(
            line.Description, [.. Details(sheet, line, around)], line.Quantity, line.Unit, line.UnitPrice, line.DiscountPercent, around.TaxOfLine(line, sheet.Words.Language), line.LineNet)
        {
            Kind = line.IsPriced ? SheetLineKind.Priced : SheetLineKind.Remark,
        },
    };

    private static SheetDiscount? Discount(Sheet sheet, Invoice invoice) => invoice.DiscountAmount == 0
        ? null
        : new SheetDiscount(
            invoice.Discount is { Kind: DiscountKind.Percent, IsNone: false } given
                ? sheet.Words.Say("DocumentDiscountPercent", sheet.Formats.Percent(given.Value))
                : sheet.Words["DocumentDiscount"],
            invoice.DiscountAmount);

    private static SheetRetention? Retained(Sheet sheet, Invoice invoice) => invoice.RetentionShown == 0 || invoice.Kind != InvoiceKind.Invoice
        ? null
        : new SheetRetention(
            invoice.RetentionUntil is { } until
                ? sheet.Words.Say("RetentionUntil", sheet.Formats.Percent(invoice.RetentionPercent), sheet.Formats.Date(until))
                : sheet.Words.Say("Retention", sheet.Formats.Percent(invoice.RetentionPercent)),
            invoice.RetentionShown);

    private static IEnumerable<string> Details(Sheet sheet, InvoiceLine line, InvoiceSurroundings around)
    {
        var (words, formats) = (sheet.Words, sheet.Formats);
        if (line.DepositId is not null)
        {
            var deducted = around.Deducted(line);
            yield return words.Say(
                "DepositParts", formats.Number(deducted.Net),
                string.Join(" + ", deducted.Taxes.Select(t => $"{formats.Tax(t.Name.In(sheet.Words.Language), t.Percent)} {formats.Number(t.Amount)}")), formats.Number(deducted.Total));
        }

        switch (line.ServiceFrom, line.ServiceTo)
        {
            case ({ } from, { } to):
                yield return words.Say("ServicePeriod", formats.Date(from), formats.Date(to));
                break;
            case ({ } from, null):
                yield return words.Say("ServiceFrom", formats.Date(from));
                break;
            case (null, { } to):
                yield return words.Say("ServiceTo", formats.Date(to));
                break;
        }

        if (line.PurchaseOrder.Length > 0)
        {
            yield return words.Say("LinePurchaseOrder", line.PurchaseOrder);
        }
    }

    private static List<SheetTax> Taxes(Invoice invoice) =>
    [
        .. invoice.Taxes.OrderBy(t => t.Position).Select(t => new SheetTax(t.Name, t.Percent, t.Base, t.Amount, t.Reason, t.TaxComponentId is not null)),
    ];

    /// <summary>
    /// The rate, and each tax in the currency of the books: directive 2006/112/EC, article 230 (France: CGI, annexe II, article 242 nonies A; the invoice
    /// may be in any currency, the tax is in that of the member state too). Québec: GST and QST are reported in Canadian dollars.
    /// </summary>
    private static IEnumerable<Block> InBooks(Sheet sheet, Invoice invoice)
    {
        if (invoice is not { IsIssued: true, ExchangeRateOn: { } day })
        {
            yield break;
        }

        var formats = sheet.Formats;
        yield return new Paragraph(
            sheet.Words.Say("ExchangeRate", invoice.Currency, formats.ExchangeRate(invoice.ExchangeRate), invoice.BookCurrency, formats.Date(day)),
            Sheet.Body with { Size = 8.5 })
        { SpaceBefore = 6, KeepWithNext = true };
        var taxes = invoice.Taxes.Where(t => t.Amount != 0).OrderBy(t => t.Position)
            .Select(t => $"{formats.Tax(t.Name.In(sheet.Words.Language), t.Percent)} {formats.Amount(Conversion.Convert(t.Amount, invoice.ExchangeRate), invoice.BookCurrency)}");
        var parts = taxes.Append($"{sheet.Words[TotalKey(invoice)]} {formats.Amount(invoice.BookTotal, invoice.BookCurrency)}");
        yield return new Paragraph(string.Join(" · ", parts), Sheet.Body with { Size = 8.5, Bold = true }) { SpaceBefore = 1 };
    }

    private static IEnumerable<Block> End(Sheet sheet, Invoice invoice, InvoiceParties parties, InvoiceSurroundings around)
    {
        if (invoice is { IsIssued: true, Kind: InvoiceKind.Invoice, Total: > 0, Instalments.Count: > 0 })
        {
            var instalments = invoice.Instalments.OrderBy(i => i.Position).Select(i => new Instalment(i.DueOn, i.Amount)).ToList();
            var later = invoice is { Retained: not 0, RetentionUntil: { } until } ? new Instalment(until, invoice.Retained) : null;
            yield return PaymentBox.Block(sheet, instalments, invoice.IssuedOn!.Value, invoice.Number!, later);
        }

        if (around.Message.In(sheet.Words.Language) is { Length: > 0 } message)
        {
            yield return new Paragraph(message) { SpaceBefore = 14 };
        }

        var mentions = invoice switch
        {
            { IsProforma: true } => [],
            { Kind: InvoiceKind.CreditNote } => LegalMentions.OfCreditNote(sheet, around.Nature),
            _ => LegalMentions.OfInvoice(sheet, parties.BilledTo.IsCompany, around.Nature, around.Early),
        };
        if (LegalMentions.Block(sheet, mentions) is { } block)
        {
            yield return block;
        }
    }
}
