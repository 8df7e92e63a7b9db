using System.Globalization;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.Invoicing;
using Portal.Business.Mail;
using Portal.Pdf;
using Block = Portal.Pdf.Block;

namespace Portal.Business.Reminders.Documents;

/// <summary>Draws a reminder: what was written, the invoices, how interest comes about, the sum and how to pay. Nothing is computed here.</summary>
internal static class ReminderSheet
{
    public static DocumentFile Draw(ReminderDraft draft, MailWishes said, SellerParty seller, BuyerParty client, Letterhead letterhead, DateTime now)
    {
        var words = DocumentWords.For(draft.Client.Language);
        var sheet = new Sheet(words, letterhead, seller, draft.Currency);
        var (title, day) = (words[$"Reminder.{draft.Level.Tone}"], words.Formats.Date(draft.Today));
        List<Block> body =
        [
            SheetHead.Letterhead(sheet, title, day, null),
            .. SheetHead.Parties(sheet, words["ReminderTo"], client, []),
            new Paragraph(said.Subject, sheet.Strong with { Size = 11 }) { Role = ParagraphRole.Heading2, SpaceAfter = 6, KeepWithNext = true },
            .. Written(said.Body),
            Invoices(sheet, draft),
            .. Interest(sheet, draft),
            Totals(sheet, draft),
            PaymentBox.Ways(sheet),
        ];
        return new DocumentFile(
            FileNames.Safe($"{title} {draft.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.pdf"), "application/pdf",
            sheet.Document($"{title} {day}", now, body).ToBytes());
    }

    /// <summary>The paragraphs of the message; its list of invoices is the table, its buttons can't be pressed on paper.</summary>
    private static IEnumerable<Block> Written(string body) =>
        TemplateText.Read(body).Where(b => b.Kind == BlockKind.Paragraph)
            .Select(b => new Paragraph(string.Join('\n', b.Lines.Select(l => TemplateText.Plain(l, _ => "")))) { SpaceAfter = 6 });

    private static Table Invoices(Sheet sheet, ReminderDraft draft)
    {
        var (words, formats) = (sheet.Words, sheet.Formats);
        var (interest, fee) = (draft.Interest > 0, draft.Fee > 0);
        string[] columns =
        [
            "ReceiptInvoice", "ReceiptInvoiceDate", "DueOn", "ReminderDaysLate", "ReceiptInvoiceTotal", "StatementLate",
            .. interest ? ["ReminderInterest"] : Array.Empty<string>(), .. fee ? ["ReminderFee"] : Array.Empty<string>(),
        ];
        return Table(sheet, words["StatementItems"], 2, columns, draft.Claims.Select(c => (IReadOnlyList<string>)
        [
            c.Number, formats.Date(c.IssuedOn), formats.Date(c.DueOn), formats.Quantity(c.DaysLate), formats.Number(c.Total), formats.Number(c.Overdue),
            .. interest ? [formats.Number(c.Interest)] : Array.Empty<string>(), .. fee ? [formats.Number(c.Fee)] : Array.Empty<string>(),
        ]));
    }

    private static IEnumerable<Block> Interest(Sheet sheet, ReminderDraft draft)
    {
        var (words, formats) = (sheet.Words, sheet.Formats);
        var periods = draft.Claims.SelectMany(c => c.Instalments.SelectMany(i => i.Periods.Select(p => (c.Number, Period: p)))).ToList();
        if (draft.Interest <= 0 || periods.Count == 0)
        {
            yield break;
        }

        yield return new Paragraph(words["ReminderHow"], sheet.Heading) { Role = ParagraphRole.Heading2, SpaceBefore = 12, SpaceAfter = 4, KeepWithNext = true };
        yield return Table(
            sheet, words["ReminderHow"], 2, ["ReceiptInvoice", "ReminderFrom", "ReminderUntil", "ReminderDays", "ReminderBase", "ReminderRate"],
            periods.Select(p => (IReadOnlyList<string>)
            [
                p.Number, formats.Date(p.Period.From), formats.Date(p.Period.To), formats.Quantity(p.Period.Days), formats.Number(p.Period.Amount), formats.Percent(p.Period.Percent),
            ]));
        yield return new Paragraph(words["ReminderRule"], Sheet.Small) { SpaceBefore = 4 };
    }

    private static Columns Totals(Sheet sheet, ReminderDraft draft)
    {
        var words = sheet.Words;
        var table = new Table
        {
            Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit, HorizontalAlign.Right)],
            CellPadding = new Edges(8, 3.5),
            Summary = words["ReminderTotal"],
        };
        if (draft.Total > draft.Overdue)
        {
            foreach (var (key, amount) in new[] { ("StatementLate", draft.Overdue), ("ReminderInterest", draft.Interest), ("ReminderFee", draft.Fee) }.Where(r => r.Item2 > 0))
            {
                table.Rows.Add(new TableRow(new TableCell(words[key]) { IsRowHeader = true }, sheet.Amount(amount)));
            }
        }

        table.Rows.Add(new TableRow(new TableCell($"{words["ReminderTotal"]} ({sheet.Currency})") { IsRowHeader = true }, sheet.Amount(draft.Total))
        {
            Style = new TextStyle { Size = 11, Bold = true, Color = DocumentPalette.Ink },
            Background = sheet.Tint,
            RuleAbove = new Stroke(1, sheet.Accent),
        });
        return new Columns { SpaceBefore = 8, KeepTogether = true, Items = { new(TrackWidth.Share()), new(TrackWidth.Fixed(270), table) } };
    }

    /// <param name="lastText">The last column with text or a date; numbers stand to the right of it.</param>
    private static Table Table(Sheet sheet, string summary, int lastText, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) => new()
    {
        SpaceBefore = 4,
        Summary = summary,
        Columns = [.. columns.Select((_, i) => new TableColumn(i == 0 ? TrackWidth.Share() : TrackWidth.Fit, i > lastText || i == columns.Count - 1 ? HorizontalAlign.Right : HorizontalAlign.Left))],
        Header = { new TableRow([.. columns.Select(c => (TableCell)sheet.Words[c])]) },
        HeaderStyle = new TextStyle { Size = 8, Bold = true, Color = sheet.Accent },
        HeaderRule = new Stroke(1, sheet.Accent),
        RowRule = Sheet.Hairline,
        CellPadding = new Edges(4, 4),
        Rows = [.. rows.Select(r => new TableRow([.. r.Select(c => (TableCell)c)]))],
    };
}
