using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Pdf;

namespace Portal.Business.Payments.Documents;

/// <summary>Draws a receipt.</summary>
public static class ReceiptDocument
{
    public static DocumentFile Render(ReceiptModel receipt, Letterhead letterhead, LocalText message)
    {
        var file = InFrenchToo.Draw(receipt.Language, receipt.Seller, (words, then) => Draw(new Sheet(words, letterhead, receipt.Seller, receipt.Currency), receipt, message.In(words.Language), then));
        return new DocumentFile(FileNames.Safe($"{file.Title}.pdf"), "application/pdf", file.ToBytes());
    }

    private static PdfDocument Draw(Sheet sheet, ReceiptModel receipt, string message, PdfDocument? then)
    {
        var words = sheet.Words;
        var title = words["Receipt"];
        List<Block> body =
        [
            SheetHead.Letterhead(sheet, title, receipt.Number, InFrenchToo.Remark(words, receipt.Seller)),
            .. SheetHead.Parties(sheet, words["ReceivedFrom"], receipt.Payer, []),
            SheetHead.Facts(
                sheet, ("PaidOn", words.Formats.Date(receipt.PaidOn)), ("Method", receipt.Method.In(words.Language)), ("Reference", receipt.Reference),
                ("ReceivedAmount", sheet.Amount(receipt.Amount))),
        ];
        if (receipt.Allocations.Count > 0)
        {
            body.Add(new Paragraph(words["ReceiptInvoices"], sheet.Heading) { Role = ParagraphRole.Heading2, SpaceAfter = 4, KeepWithNext = true });
            body.Add(Allocations(sheet, receipt));
        }

        body.Add(Totals(sheet, receipt));
        if (message.Length > 0)
        {
            body.Add(new Paragraph(message) { SpaceBefore = 16 });
        }

        return sheet.Document($"{title} {receipt.Number}", receipt.RecordedAt, body, then: then);
    }

    private static Table Allocations(Sheet sheet, ReceiptModel receipt)
    {
        var (words, formats) = (sheet.Words, sheet.Formats);
        var right = new TableColumn(TrackWidth.Fit, HorizontalAlign.Right);
        return new Table
        {
            Summary = words["ReceiptInvoices"],
            Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit), right, right, right],
            Header = { new TableRow(words["ReceiptInvoice"], words["ReceiptInvoiceDate"], words["ReceiptInvoiceTotal"], words["ReceiptApplied"], words["ReceiptBalance"]) },
            HeaderStyle = new TextStyle { Size = 8, Bold = true, Color = sheet.Accent },
            HeaderRule = new Stroke(1, sheet.Accent),
            RowRule = Sheet.Hairline,
            CellPadding = new Edges(4, 4),
            Rows =
            [
                .. receipt.Allocations.Select(a => new TableRow(
                    a.InvoiceNumber, formats.Date(a.IssuedOn), formats.Number(a.Total), formats.Number(a.Amount), formats.Number(a.Balance))),
            ],
        };
    }

    private static Columns Totals(Sheet sheet, ReceiptModel receipt)
    {
        var words = sheet.Words;
        var table = new Table
        {
            Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit, HorizontalAlign.Right)],
            CellPadding = new Edges(8, 3.5),
            Summary = words["ReceivedAmount"],
        };
        if (receipt.Unallocated > 0)
        {
            table.Rows.Add(new TableRow(new TableCell(words["ReceiptCredit"]) { IsRowHeader = true }, sheet.Amount(receipt.Unallocated)));
        }

        table.Rows.Add(new TableRow(new TableCell($"{words["ReceivedAmount"]} ({sheet.Currency})") { IsRowHeader = true }, sheet.Amount(receipt.Amount))
        {
            Style = new TextStyle { Size = 11, Bold = true, Color = DocumentPalette.Ink },
            Background = sheet.Tint,
            RuleAbove = new Stroke(1, sheet.Accent),
        });
        return new Columns { SpaceBefore = 8, KeepTogether = true, Items = { new(TrackWidth.Share()), new(TrackWidth.Fixed(250), table) } };
    }
}
