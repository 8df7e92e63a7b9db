using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Business.Accounting.Forms;

namespace Portal.Business.Tests.Accounting;

/// <summary>Reads a FEC by the rule of the 18 columns, knowing nothing of the code that wrote it but its code page.</summary>
internal static partial class FecChecker
{
    private static readonly string[] Columns =
        ("JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate EcritureLib Debit Credit "
        + "EcritureLet DateLet ValidDate Montantdevise Idevise").Split(' ');

    public sealed record Line(IReadOnlyList<string> Fields, long Number, decimal Debit, decimal Credit)
    {
        public string this[string column] => Fields[Array.IndexOf(Columns, column)];
    }

    /// <summary>The lines, after every rule was asserted.</summary>
    /// <param name="withOpening">An opening entry with number 0 stands before the others.</param>
    public static IReadOnlyList<Line> Read(byte[] file, bool withOpening = false)
    {
        var text = FecFormat.Encoding.GetString(file);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var rows = text[..^2].Split("\r\n");
        Assert.DoesNotContain(rows, r => r.Contains('\r') || r.Contains('\n'));
        Assert.Equal(Columns, rows[0].Split('\t'));
        var lines = rows.Skip(1).Select(r => r.Split('\t')).Select(f =>
        {
            Assert.Equal(Columns.Length, f.Length);
            Assert.DoesNotContain(f, field => field.Any(char.IsControl));
            return new Line(f, long.Parse(f[2], CultureInfo.InvariantCulture), Amount(f[11]), Amount(f[12]));
        }).ToList();

        foreach (var line in lines)
        {
            foreach (var filled in new[] { "JournalCode", "JournalLib", "EcritureNum", "CompteNum", "CompteLib", "PieceRef", "EcritureLib" })
            {
                Assert.NotEqual("", line[filled]);
            }

            Assert.All(new[] { "EcritureDate", "PieceDate", "ValidDate" }, c => Assert.True(
                DateOnly.TryParseExact(line[c], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), $"{c}: {line[c]}"));
            Assert.Equal(line["CompAuxNum"].Length == 0, line["CompAuxLib"].Length == 0);
            Assert.Equal(line["EcritureLet"].Length == 0, line["DateLet"].Length == 0);
            Assert.True(line["EcritureLet"].Length == 0 || (line["CompAuxNum"].Length > 0 && string.CompareOrdinal(line["DateLet"], line["EcritureDate"]) >= 0));
            Assert.True(line is { Debit: > 0, Credit: 0 } or { Debit: 0, Credit: > 0 });
        }

        var entries = lines.GroupBy(l => l.Number).ToList();
        Assert.Equal(Enumerable.Range(withOpening ? 0 : 1, entries.Count).Select(n => (long)n), lines.Select(l => l.Number).Distinct());
        Assert.Equal(lines.Select(l => l["ValidDate"]).Order(StringComparer.Ordinal), lines.Select(l => l["ValidDate"]));
        Assert.All(entries, e => Assert.Equal(e.Sum(l => l.Debit), e.Sum(l => l.Credit)));
        Assert.All(entries, e => Assert.Single(e.Select(l => (l["JournalCode"], l["EcritureDate"], l["PieceRef"], l["ValidDate"])).Distinct()));
        return lines;
    }

    private static decimal Amount(string text)
    {
        Assert.Matches(AmountForm(), text);
        return decimal.Parse(text.Replace(',', '.'), CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\d+,\d\d$")]
    private static partial Regex AmountForm();
}
