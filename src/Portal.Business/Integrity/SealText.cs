using System.Globalization;
using System.Text;

namespace Portal.Business.Integrity;

/// <summary>
/// Writes what a document says, the same on every machine and in every culture: a line "name=value" for each value, ended by a line
/// feed. A value that is not there has no line.
/// </summary>
public sealed class SealText
{
    private readonly StringBuilder text = new();

    internal static string Of(Action<SealText> describe)
    {
        var written = new SealText();
        describe(written);
        return written.text.ToString();
    }

    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            text.Append(name).Append('=').Append(Escape(value)).Append('\n');
        }
    }

    public void Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string name, bool value) => Add(name, value ? "yes" : "no");

    public void Add(string name, Enum value) => Add(name, value.ToString());

    public void Add(string name, DateOnly? value) => Add(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>To the second: databases keep different fractions of it.</summary>
    public void Add(string name, DateTime? utc) => Add(name, utc?.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public void Add(string name, decimal? value, int decimals = Common.Money.AmountDecimals) =>
        Add(name, value?.ToString($"F{decimals}", CultureInfo.InvariantCulture));

    /// <summary>What it is worth in the books: only where it is in another currency.</summary>
    public void AddBook(decimal rate, DateOnly? rateOn, decimal book)
    {
        if (rate != 1 || rateOn is not null)
        {
            Add("exchange-rate", rate, Accounting.Currencies.ExchangeRate.Decimals);
            Add("exchange-rate-on", rateOn);
            Add("book-amount", book);
        }
    }

    /// <summary>One line: a backslash, a line feed and a carriage return are written \\, \n and \r.</summary>
    internal static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    /// <summary>Values whose text differs, in the order in which they stand; null where one side has no such value.</summary>
    internal static IEnumerable<(string Name, string? Before, string? Now)> Differences(string before, string now)
    {
        var (then, current) = (Read(before), Read(now));
        return then.Keys.Union(current.Keys)
            .Select(name => (name, then.GetValueOrDefault(name), current.GetValueOrDefault(name)))
            .Where(v => v.Item2 != v.Item3);
    }

    private static Dictionary<string, string?> Read(string content)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var line in content.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            values[at < 0 ? line : line[..at]] = at < 0 ? "" : line[(at + 1)..];
        }

        return values;
    }
}
