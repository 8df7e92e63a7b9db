using System.Globalization;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.Invoicing;
using Portal.Pdf;

namespace Portal.Business.Receivables.Documents;

/// <summary>Draws a statement: what is open or what happened, by age, with how to pay.</summary>
internal static class StatementSheet
{
    public static DocumentFile Draw(
        Statement statement, SellerParty seller, BuyerParty client, string language, Letterhead letterhead, string message, DateTime now)
    {
        var words = DocumentWords.For(language);
        var sheet = new Sheet(words, letterhead, seller, statement.Account.Currency);
        var (title, day) = (words["Statement"], words.Formats.Date(statement.Day));
        List<Block> body =
        [
            SheetHead.Letterhead(sheet, title, day, null),
            .. SheetHead.Parties(sheet, words["StatementOf"], client, []),
            SheetHead.Facts(
                sheet, ("StatementDay", day), ("StatementBalance", sheet.Amount(statement.Balance)), ("StatementOverdue", AmountOrNothing(sheet, statement.Ageing.Overdue)),
                ("StatementCredit", AmountOrNothing(sheet, statement.Credit))),
            .. statement.Period is { } period ? Movements(sheet, statement, period) : Items(sheet, statement),
        ];
        body.AddRange(Credits(sheet, statement));
        body.Add(Totals(sheet, statement));
        if (statement.Ageing.Total > 0)
        {
            body.Add(Ages(sheet, statement.Ageing));
            body.Add(PaymentBox.Ways(sheet));
        }

        if (message.Length > 0)
        {
            body.Add(new Paragraph(message) { SpaceBefore = 14 });
        }

        return new DocumentFile(
            FileNames.Safe($"{title} {statement.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.pdf"), "application/pdf",
            sheet.Document($"{title} {day}", now, body).ToBytes());
    }

    private static string? AmountOrNothing(Sheet sheet, decimal amount) => amount > 0 ? sheet.Amount(amount) : null;

    private static IEnumerable<Block> Items(Sheet sheet, Statement statement)
    {
        var (words, formats) = (sheet.Words, sheet.Formats);
        if (statement.Items.Count == 0)
        {
            yield return new Paragraph(words["StatementNothing"], sheet.Strong);
            yield break;
        }

        yield return Heading(sheet, words["StatementItems"]);
        yield return Table(
            sheet, words["StatementItems"], 2, ["ReceiptInvoice", "ReceiptInvoiceDate", "DueOn", "ReceiptInvoiceTotal", "StatementLate", "ReceiptBalance"],
            statement.Items.Select(i => new[]
            {
                string.Join('\n', NumberOf(i)), formats.Date(i.On), formats.Date(i.DueOn), formats.Number(i.Total), i.Overdue > 0 ? formats.Number(i.Overdue) : "", formats.Number(i.Open),
            }));
        IEnumerable<string> NumberOf(StatementItem item) =>
        [
            item.Number,
            .. item.Instalment > 0 ? [words.Say("StatementInstalment", item.Instalment, item.Instalments)] : Array.Empty<string>(),
            .. item.Held > 0 ? [words.Say("StatementHeldOf", formats.Number(item.Held))] : Array.Empty<string>(),
        ];

        if (statement.More > 0)
        {
            yield return new Paragraph(words.Say("StatementMore", statement.More), Sheet.Small) { SpaceBefore = 4 };
        }
    }

    private static IEnumerable<Block> Movements(Sheet sheet, Statement statement, StatementPeriod period)
    {
        var (words, formats) = (sheet.Words, sheet.Formats);
        var title = words.Say("StatementPeriod", formats.Date(period.From), formats.Date(statement.Day));
        yield return Heading(sheet, title);
        yield return Table(
            sheet, title, 2, ["StatementWhen", "StatementWhat", "Reference", "StatementMovement", "StatementBalance"],
            [
                [formats.Date(period.From), words["StatementOpening"], "", "", formats.Number(period.Opening)],
                .. period.Running().Select(m => new[]
                {
                    formats.Date(m.Row.On), words[$"StatementMovement.{m.Row.Kind}"], m.Row.Number, formats.Number(m.Row.Amount), formats.Number(m.Balance),
                }),
                [formats.Date(statement.Day), words["StatementClosing"], "", "", formats.Number(period.Closing)],
            ]);
    }

    private static IEnumerable<Block> Credits(Sheet sheet, Statement statement)
    {
        if (statement.Period is not null || statement.Credits.Count == 0)
        {
            yield break;
        }

        yield return new Paragraph(sheet.Words["StatementCredits"], sheet.Heading) { Role = ParagraphRole.Heading2, SpaceBefore = 12, SpaceAfter = 4, KeepWithNext = true };
        yield return Table(
            sheet, sheet.Words["StatementCredits"], 0, ["Reference", "StatementWhen", "StatementLeft"],
            statement.Credits.Select(c => new[] { c.Number, sheet.Formats.Date(c.On), sheet.Formats.Number(c.Open) }));
    }

    private static Table Ages(Sheet sheet, Ageing ageing) => Table(
        sheet, sheet.Words["StatementAges"], -1, ["StatementAge0", "StatementAge1", "StatementAge2", "StatementAge3", "StatementAge4"],
        [[.. ageing.Buckets.Select(b => sheet.Formats.Number(b))]], spaceBefore: 14);

    private static Columns Totals(Sheet sheet, Statement statement)
    {
        var words = sheet.Words;
        var table = new Table
        {
            Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit, HorizontalAlign.Right)],
            CellPadding = new Edges(8, 3.5),
            Summary = words["StatementBalance"],
        };
        if (statement.Credit > 0)
        {
            table.Rows.Add(new TableRow(new TableCell(words["StatementOwed"]) { IsRowHeader = true }, sheet.Amount(statement.Ageing.Total)));
            table.Rows.Add(new TableRow(new TableCell(words["StatementCredit"]) { IsRowHeader = true }, sheet.Amount(-statement.Credit)));
        }

        if (statement.Held > 0)
        {
            table.Rows.Add(new TableRow(new TableCell(words["StatementDue"]) { IsRowHeader = true }, sheet.Amount(statement.Balance - statement.Held)));
            table.Rows.Add(new TableRow(new TableCell(words["StatementHeld"]) { IsRowHeader = true }, sheet.Amount(statement.Held)));
        }

        table.Rows.Add(new TableRow(new TableCell($"{words["StatementBalance"]} ({sheet.Currency})") { IsRowHeader = true }, sheet.Amount(statement.Balance))
        {
            Style = new TextStyle { Size = 11, Bold = true, Color = DocumentPalette.Ink },
            Background = sheet.Tint,
            RuleAbove = new Stroke(1, sheet.Accent),
        });
        return new Columns { SpaceBefore = 8, KeepTogether = true, Items = { new(TrackWidth.Share()), new(TrackWidth.Fixed(250), table) } };
    }

    private static Paragraph Heading(Sheet sheet, string text) => new(text, sheet.Heading) { Role = ParagraphRole.Heading2, SpaceAfter = 4, KeepWithNext = true };

    /// <param name="lastText">The last column with text; numbers stand to the right of it.</param>
    private static Table Table(Sheet sheet, string summary, int lastText, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, double spaceBefore = 0) => new()
    {
        SpaceBefore = spaceBefore,
        Summary = summary,
        Columns =
        [
            .. columns.Select((_, i) => new TableColumn(
                i == Math.Max(lastText - 1, 0) || lastText < 0 ? TrackWidth.Share() : TrackWidth.Fit, i > lastText ? HorizontalAlign.Right : HorizontalAlign.Left)),
        ],
        Header = { new TableRow([.. columns.Select(c => (TableCell)sheet.Words[c])]) },
        HeaderStyle = new TextStyle { Size = 8, Bold = true, Color = sheet.Accent },
        HeaderRule = new Stroke(1, sheet.Accent),
        RowRule = Sheet.Hairline,
        CellPadding = new Edges(4, 4),
        Rows = [.. rows.Select(r => new TableRow([.. r.Select(c => (TableCell)c)]))],
    };
}
