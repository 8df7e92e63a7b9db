using System.Globalization;
using Portal.Business.Clients.Import;
using Portal.Business.Common;

namespace Portal.Business.Contracts.Indexing;

/// <summary>
/// Reads a file of index values: a day and a value on each line, parted by a semicolon, a tabulator or the first comma; a decimal comma or point.
/// A day is written 2026-03-31 or 31/03/2026, or as a month (2026-03) or a quarter (2026-Q1, 2026-T1), which stand for their first day.
/// </summary>
public static class IndexValueFile
{
    public const int Largest = 1024 * 1024;

    private static readonly string[] DayForms = ["yyyy-MM-dd", "yyyy-MM", "dd/MM/yyyy", "yyyy/MM/dd"];

    /// <param name="Number">1 is the first line of the file.</param>
    public sealed record Wrong(int Number, Refusal Refusal);

    /// <summary>All values, or all that is wrong. A first line without any digit is a heading.</summary>
    public static async Task<Result<(IReadOnlyList<PriceIndexFields.DatedValue> Values, IReadOnlyList<Wrong> Wrong)>> ReadAsync(Stream file, CancellationToken ct)
    {
        if (file.Length is 0 or > Largest)
        {
            return Refusal.Invalid(file.Length == 0 ? "Contracts.IndexFileEmpty" : "Contracts.IndexFileTooLarge");
        }

        using var reader = new StreamReader(file, await CsvText.EncodingOfAsync(file, ct), true, leaveOpen: true);
        var lines = (await reader.ReadToEndAsync(ct)).Split('\n');
        var (values, wrong, seen) = (new List<PriceIndexFields.DatedValue>(), new List<Wrong>(), new Dictionary<DateOnly, int>());
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim().Trim('\ufeff');
            if (line.Length == 0 || (i == 0 && !line.Any(char.IsAsciiDigit)))
            {
                continue;
            }

            var read = ReadLine(line);
            if (!read.TryGet(out var value, out var refusal))
            {
                wrong.Add(new Wrong(i + 1, refusal));
            }
            else if (!seen.TryAdd(value.From!.Value, i + 1))
            {
                wrong.Add(new Wrong(i + 1, Refusal.Invalid("Contracts.IndexDayTwice", value.From.Value)));
            }
            else
            {
                values.Add(value);
            }
        }

        if (values.Count == 0 && wrong.Count == 0)
        {
            return Refusal.Invalid("Contracts.IndexFileEmpty");
        }

        return values.Count > PriceIndexFields.MostValues ? Refusal.Invalid("Contracts.TooManyIndexValues", PriceIndexFields.MostValues) : (values, wrong);
    }

    private static Result<PriceIndexFields.DatedValue> ReadLine(string line)
    {
        var mark = line.IndexOfAny([';', '\t']) is var strong and >= 0 ? strong : line.IndexOf(',', StringComparison.Ordinal);
        if (mark < 0)
        {
            return Refusal.Invalid("Contracts.IndexLineUnreadable", Short(line));
        }

        var (day, number) = (Plain(line[..mark]), Plain(line[(mark + 1)..].TrimEnd(';', '\t')));
        if (DayOf(day) is not { } from)
        {
            return Refusal.Invalid("Contracts.IndexDayUnreadable", Short(day));
        }

        if (!Formats.For("fr-CA").TryReadDecimal(number, out var read))
        {
            return Refusal.Invalid("Contracts.IndexNumberUnreadable", Short(number));
        }

        var value = new PriceIndexFields.DatedValue(from, read);
        return PriceIndexFields.IsGood(value) ? value : Refusal.Invalid("Contracts.IndexValueOutOfRange");
    }

    private static DateOnly? DayOf(string text)
    {
        if (DateOnly.TryParseExact(text, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        return text is [_, _, _, _, '-', 'Q' or 'q' or 'T' or 't', >= '1' and <= '4'] && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year > 0
            ? new DateOnly(year, ((text[6] - '1') * 3) + 1, 1)
            : null;
    }

    private static string Plain(string cell) => cell.Trim().Trim('"').Trim();

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
