using Portal.Business.Common;
using Portal.Business.Contracts.Amending;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.Invoicing;
using Portal.Pdf;

namespace Portal.Business.Contracts.Documents;

/// <summary>Everything that stands on an amendment, so that drawing it needs neither the database nor the clock.</summary>
internal sealed record AmendmentDocumentModel(
    string Language, Letterhead Letterhead, SellerParty Seller, BuyerParty Client, string Reference, string Title, string Currency, OfferedAmendment Amendment, DateTime CreatedAt);

/// <summary>Draws an amendment for signature: each line as it is and as it will be. Nothing is computed here.</summary>
internal static class AmendmentDocument
{
    public static byte[] Render(AmendmentDocumentModel model, Approval? approval) =>
        InFrenchToo.Draw(model.Language, model.Seller, (words, then) => Draw(words, model, approval, then)).ToBytes();

    private static PdfDocument Draw(DocumentWords words, AmendmentDocumentModel model, Approval? approval, PdfDocument? then)
    {
        var sheet = new Sheet(words, model.Letterhead, model.Seller, model.Currency);
        var from = words.Formats.LongDate(model.Amendment.What.From);
        var title = words["Amendment"];
        List<Block> body =
        [
            SheetHead.Letterhead(sheet, title, model.Reference, approval is null ? null : words["SignedTitle"], InFrenchToo.Remark(words, model.Seller)),
            .. SheetHead.Parties(sheet, words["ContractWith"], model.Client, []),
            SheetHead.Facts(sheet, ("Contract", model.Reference), ("AmendmentFrom", words.Formats.Date(model.Amendment.What.From))),
            new Paragraph(model.Title, sheet.Strong with { Size = 12 }) { Role = ParagraphRole.Heading2, SpaceAfter = 5, KeepWithNext = true },
            new Paragraph(words.Say("AmendmentText", model.Reference, from)) { SpaceAfter = 6 },
            Lines(sheet, model.Amendment),
            new Paragraph(words.Say("AmendmentRest", from)) { SpaceBefore = 12 },
            approval is null ? SheetSigning.ToSign(sheet, "AmendmentAgreeHint") : SheetSigning.Approved(sheet, approval),
        ];
        return sheet.Document($"{title} {model.Reference}", model.CreatedAt, body, then: then);
    }

    private static Table Lines(Sheet sheet, OfferedAmendment amendment)
    {
        var words = sheet.Words;
        var table = new Table
        {
            Summary = words["Amendment"],
            Columns = [new(TrackWidth.Share()), .. Enumerable.Repeat(new TableColumn(TrackWidth.Fit, HorizontalAlign.Right), 3)],
            Header = { new TableRow(words["Description"], "", words["AmendmentOld"], words["AmendmentNew"]) },
            HeaderStyle = new TextStyle { Size = 8, Bold = true, Color = sheet.Accent },
            HeaderRule = new Stroke(1, sheet.Accent),
            RowRule = Sheet.Hairline,
            CellPadding = new Edges(4, 4),
        };
        foreach (var row in amendment.Rows)
        {
            Add(table, sheet, row);
        }

        table.Rows.Add(new TableRow(words["AmendmentTotal"], "", sheet.Formats.Amount(amendment.OldNet, sheet.Currency), sheet.Formats.Amount(amendment.NewNet, sheet.Currency))
        {
            Style = new TextStyle { Bold = true, Color = DocumentPalette.Ink },
            Background = sheet.Tint,
            RuleAbove = new Stroke(1, sheet.Accent),
        });
        return table;
    }

    /// <summary>The amount of a year, and above it only what is different.</summary>
    private static void Add(Table table, Sheet sheet, AmendmentRow row)
    {
        var (words, formats) = (sheet.Words, sheet.Formats);
        var name = row.EndsOn is { } end ? $"{row.Description}\n{words.Say("AmendmentEnds", formats.LongDate(end))}" : row.Description;
        void Row(string what, string before, string after)
        {
            table.Rows.Add(new TableRow(name, what, before, after));
            name = "";
        }

        if (row.EndsOn is null && row.OldQuantity != row.NewQuantity)
        {
            Row(words["Quantity"], $"{formats.Quantity(row.OldQuantity)} {row.Unit}".TrimEnd(), $"{formats.Quantity(row.NewQuantity)} {row.Unit}".TrimEnd());
        }

        if (row.EndsOn is null && row.OldPrice != row.NewPrice)
        {
            Row(words["UnitPrice"], formats.UnitPrice(row.OldPrice), formats.UnitPrice(row.NewPrice));
        }

        if (row.EndsOn is null && row.OldVisits != row.NewVisits)
        {
            Row(words["AmendmentVisits"], formats.Quantity(row.OldVisits), formats.Quantity(row.NewVisits));
        }

        Row(words["AmendmentYear"], formats.Number(row.OldNet), row.EndsOn is null ? formats.Number(row.NewNet) : "–");
    }
}
