using System.Globalization;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Contracts.Renewals;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.Invoicing;
using Portal.Pdf;

namespace Portal.Business.Contracts.Documents;

/// <summary>What the letter of an indexation says: old and new price of each line, and how the new one comes about.</summary>
/// <param name="Currency">Of the first line.</param>
/// <param name="Contact">To whom the client's mail goes.</param>
internal sealed record IndexationNews(Indexation Indexation, string Language, string Currency, string Contact, IReadOnlyList<IndexationNews.Line> Lines)
{
    internal sealed record Line(string Reference, string Description, decimal Quantity, string Unit, decimal OldPrice, decimal NewPrice, decimal OldNet, decimal NewNet, string Currency);

    /// <summary>Per currency: contracts of a client may be in several.</summary>
    public IReadOnlyList<(string Currency, decimal OldNet, decimal NewNet)> Sums =>
        [.. Lines.GroupBy(l => l.Currency).Select(g => (g.Key, g.Sum(l => l.OldNet), g.Sum(l => l.NewNet)))];
}

/// <summary>Draws the letter. Nothing is computed here.</summary>
internal static class IndexationSheet
{
    public static DocumentFile Draw(IndexationNews news, SellerParty seller, BuyerParty client, Letterhead letterhead, DateOnly today, DateTime now)
    {
        var sheet = new Sheet(DocumentWords.For(news.Language), letterhead, seller, news.Currency);
        var (formats, rule) = (sheet.Formats, news.Indexation.Rule);
        var price = rule.Mode == IndexationMode.Formula ? "P0" : "P";
        string Word(string key, params object[] args) => TextsIn.Get<RenewalText>(news.Language, key, args);
        Paragraph Text(string text) => new(text) { SpaceAfter = 6 };
        List<Block> body =
        [
            SheetHead.Letterhead(sheet, Word("LetterTitle"), formats.Date(today), null),
            .. SheetHead.Parties(sheet, Word("LetterTo"), client, []),
            new Paragraph(Word("LetterSubject", formats.LongDate(news.Indexation.From)), sheet.Strong with { Size = 11 }) { Role = ParagraphRole.Heading2, SpaceAfter = 6, KeepWithNext = true },
            Text(Word("LetterHello", news.Contact)),
            Text(Word("LetterText", formats.LongDate(news.Indexation.From))),
            Lines(sheet, news, Word),
            Heading(sheet, Word("LetterHow")),
            Text(IndexationWords.Formula(rule, news.Indexation.Used, news.Language) + $" = {price} × {formats.UnitPrice(Math.Round(news.Indexation.Factor, 6))}"),
            Text(string.Join('\n', [
                Word($"On.{(rule.Mode == IndexationMode.Coefficients ? IndexationBase.CurrentPrice : rule.On)}", price), .. IndexationWords.Values(news.Indexation.Used, news.Language), .. IndexationWords.Bounds(rule, news.Language)])),
            Text(Word("LetterEnd", formats.LongDate(news.Indexation.From))),
            Text(seller.LegalName),
        ];
        return new DocumentFile(
            FileNames.Safe($"{Word("LetterTitle")} {news.Indexation.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.pdf"), "application/pdf",
            sheet.Document(Word("LetterSubject", formats.LongDate(news.Indexation.From)), now, body).ToBytes());
    }

    private static Paragraph Heading(Sheet sheet, string text) => new(text, sheet.Heading) { Role = ParagraphRole.Heading2, SpaceBefore = 12, SpaceAfter = 4, KeepWithNext = true };

    private static Table Lines(Sheet sheet, IndexationNews news, Func<string, object[], string> word)
    {
        var (formats, sums) = (sheet.Formats, news.Sums);
        string Net(decimal net, string currency) => sums.Count > 1 ? formats.Amount(net, currency) : formats.Number(net);
        string[] columns = ["Column.Contract", "Column.Description", "Column.Quantity", "Column.OldPrice", "Column.NewPrice", "Column.OldNet", "Column.NewNet"];
        var table = new Table
        {
            SpaceBefore = 4,
            Summary = word("LetterHow", []),
            Columns = [.. columns.Select((_, i) => new TableColumn(i == 1 ? TrackWidth.Share() : TrackWidth.Fit, i > 1 ? HorizontalAlign.Right : HorizontalAlign.Left))],
            Header = { new TableRow([.. columns.Select(c => (TableCell)word(c, []))]) },
            HeaderStyle = new TextStyle { Size = 8, Bold = true, Color = sheet.Accent },
            HeaderRule = new Stroke(1, sheet.Accent),
            RowRule = Sheet.Hairline,
            CellPadding = new Edges(4, 4),
            Rows =
            [
                .. news.Lines.Select(l => new TableRow(
                    l.Reference, l.Description, $"{formats.Quantity(l.Quantity)} {l.Unit}".TrimEnd(), formats.UnitPrice(l.OldPrice), formats.UnitPrice(l.NewPrice),
                    Net(l.OldNet, l.Currency), Net(l.NewNet, l.Currency))),
            ],
        };
        foreach (var sum in sums)
        {
            table.Rows.Add(new TableRow(word("Total", [sum.Currency]), "", "", "", "", formats.Number(sum.OldNet), formats.Number(sum.NewNet))
            {
                Style = new TextStyle { Bold = true, Color = DocumentPalette.Ink },
                Background = sheet.Tint,
                RuleAbove = new Stroke(1, sheet.Accent),
            });
        }

        return table;
    }
}
