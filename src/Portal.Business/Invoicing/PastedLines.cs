using System.Text.RegularExpressions;
using Portal.Business.Common;

namespace Portal.Business.Invoicing;

/// <summary>
/// Lines copied from a spreadsheet or a CSV file: cells by tab, semicolon or comma, in quotes where they hold such a mark. A first
/// row of headings says which column is which; without one their number and what looks like a number does. A quantity may have its unit
/// in the same cell. Nothing is lost: what can't be read as a number, and columns that are not known, go to the description.
/// </summary>
public static partial class PastedLines
{
    public const int Most = 1000;

    public enum Column
    {
        Description,
        Quantity,
        Unit,
        UnitPrice,
        DiscountPercent,
        PurchaseOrder,
        Other,
    }

    /// <param name="Problems">About its cells, by the name of the column.</param>
    public sealed record Row(
        InvoiceLineKind Kind, string Description, decimal? Quantity, string Unit, decimal? UnitPrice, decimal? DiscountPercent, string PurchaseOrder,
        IReadOnlyList<Refusal> Problems);

    /// <param name="Left">Rows beyond <see cref="Most"/>, which are not read.</param>
    public sealed record Lines(IReadOnlyList<Column> Columns, bool HasHeadings, IReadOnlyList<Row> Rows, int Left);

    public static Lines Read(string text, Formats formats)
    {
        var cells = PastedCells.Of(text);
        if (cells.Count == 0)
        {
            return new Lines([], false, [], 0);
        }

        var known = Headings(cells[0]);
        var columns = known ?? Guess(cells, formats);
        var rows = cells.Skip(known is null ? 0 : 1).ToList();
        return new Lines(columns, known is not null, [.. rows.Take(Most).Select(row => ToRow(row, columns, formats))], Math.Max(0, rows.Count - Most));
    }

    /// <summary>The columns that a first row names; null where it is no row of headings.</summary>
    private static List<Column>? Headings(IReadOnlyList<string> row)
    {
        var named = row.Select(cell => Words.TryGetValue(Key(cell), out var column) ? column : Column.Other).ToList();
        var found = named.Where(c => c != Column.Other).ToList();
        return found.Contains(Column.Description) && found.Count == found.Distinct().Count() && (found.Count > 1 || row.Count == 1) ? named : null;
    }

    private static List<Column> Guess(IReadOnlyList<IReadOnlyList<string>> cells, Formats formats)
    {
        var width = cells.Max(r => r.Count);
        bool AreNumbers(int at) => cells.Where(r => r.Count > at && r[at].Length > 0).Select(r => formats.TryReadDecimal(r[at], out _)).DefaultIfEmpty(false).All(read => read);
        Column[] usual = width <= 3 || AreNumbers(2)
            ? [Column.Description, Column.Quantity, Column.UnitPrice, Column.DiscountPercent, Column.PurchaseOrder]
            : [Column.Description, Column.Quantity, Column.Unit, Column.UnitPrice, Column.DiscountPercent, Column.PurchaseOrder];
        return [.. Enumerable.Range(0, width).Select(i => i < usual.Length ? usual[i] : Column.Other)];
    }

    private static Row ToRow(IReadOnlyList<string> cells, IReadOnlyList<Column> columns, Formats formats)
    {
        var problems = new List<Refusal>();
        var description = new List<string>();
        var numbers = new Dictionary<Column, decimal>();
        var (unit, order) = ("", "");
        for (var i = 0; i < cells.Count; i++)
        {
            var (cell, column) = (cells[i], i < columns.Count ? columns[i] : Column.Other);
            switch (column)
            {
                case Column.Description:
                    description.Insert(0, cell);
                    break;
                case Column.Unit when cell.Length <= 40:
                    unit = cell;
                    break;
                case Column.PurchaseOrder when cell.Length <= 100:
                    order = cell;
                    break;
                case Column.Quantity when QuantityAndUnit().Match(cell) is { Success: true } both && !columns.Contains(Column.Unit) && formats.TryReadDecimal(both.Groups["quantity"].Value, out var quantity):
                    (numbers[column], unit) = (quantity, both.Groups["unit"].Value);
                    break;
                case Column.Quantity or Column.UnitPrice or Column.DiscountPercent when !ApartFigures().IsMatch(cell) && formats.TryReadDecimal(cell, out var number):
                    numbers[column] = number;
                    break;
                default:
                    description.Add(cell);
                    if (column != Column.Other && cell.Length > 0)
                    {
                        problems.Add(Refusal.Invalid("Invoicing.PastedUnreadable", cell).On(column.ToString()));
                    }

                    break;
            }
        }

        var text = string.Join(" · ", description.Where(d => d.Length > 0));
        if (numbers.Count == 0 && columns.Count > 1 && problems.Count == 0 && unit.Length == 0 && order.Length == 0)
        {
            return new Row(InvoiceLineKind.Remark, text, null, "", null, null, "", []);
        }

        decimal? Number(Column column) => numbers.TryGetValue(column, out var number) ? number : null;
        var said = problems.Select(p => p.Field).ToHashSet();
        var row = new Row(
            InvoiceLineKind.Priced, text, Number(Column.Quantity) ?? (said.Contains(nameof(Column.Quantity)) ? null : 1), unit,
            Number(Column.UnitPrice) ?? (said.Contains(nameof(Column.UnitPrice)) ? null : 0), Number(Column.DiscountPercent), order, problems);
        problems.AddRange(PricedLine.Check(text, row.Quantity ?? 1, row.UnitPrice ?? 0, row.DiscountPercent ?? 0));
        return row;
    }

    /// <summary>A quantity, whose figures spaces part by threes only, and a unit that may begin with a figure: 2 h, 1 250 m², 2 3x20 ml.</summary>
    [GeneratedRegex(@"^(?<quantity>[-+\u2212]?(?:\d{1,3}(?:\s\d{3})+|\d+)(?:[.,]\d+)?)(?:\s+(?<unit>(?=.*\p{L})\S.{0,39})|(?<unit>\p{L}[\p{L}²³]{0,39}))$")]
    private static partial Regex QuantityAndUnit();

    /// <summary>Figures that a space parts otherwise than by threes are two numbers.</summary>
    [GeneratedRegex(@"\d\s+(?!\d{3}(?!\d))\d")]
    private static partial Regex ApartFigures();

    private static string Key(string heading) => string.Concat(Folding.Fold(heading).Where(char.IsLetterOrDigit));

    /// <summary>What people call the columns, in both languages.</summary>
    private static Dictionary<string, Column> Words { get; } = new[] { "en", "fr" }
        .SelectMany(language => Enum.GetValues<Column>().Where(c => c != Column.Other)
            .SelectMany(column => TextsIn.Get<InvoicingText>(language, $"PasteHeadings.{column}").Split('|').Select(word => (Word: Key(word), Column: column))))
        .DistinctBy(w => w.Word).ToDictionary(w => w.Word, w => w.Column, StringComparer.Ordinal);
}

/// <summary>Rows and cells of copied text.</summary>
internal static class PastedCells
{
    public static IReadOnlyList<IReadOnlyList<string>> Of(string text)
    {
        var mark = MarkOf(text);
        var rows = new List<IReadOnlyList<string>>();
        var row = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;

        void EndCell()
        {
            row.Add(cell.ToString().Trim());
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            if (row.Exists(c => c.Length > 0))
            {
                rows.Add(row);
            }

            row = [];
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(c);
                i++;
            }
            else if (c == '"' && (quoted || cell.Length == 0))
            {
                quoted = !quoted;
            }
            else if (!quoted && c == mark)
            {
                EndCell();
            }
            else if (!quoted && c == '\n')
            {
                EndRow();
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        EndRow();
        return rows;
    }

    /// <summary>Spreadsheets copy with tabs; of the others, the one that stands in the first line.</summary>
    private static char MarkOf(string text)
    {
        var first = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length);
        return text.Contains('\t', StringComparison.Ordinal) ? '\t' : first.Contains(';') ? ';' : ',';
    }
}
