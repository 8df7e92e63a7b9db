using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Business.Common;

namespace Portal.Business.Banking.Reading;

public sealed record KeyedLine(string Key, ReadLine Line);

/// <summary>
/// Tells whether a line was imported before. A line is the bank's reference with day and amount; without a reference, day, amount and
/// all texts. Lines of a day that are equal in this are counted: the first, the second … So an export that overlaps an earlier one
/// brings nothing twice, while two honest equal payments of one day both count, and a later export of a day that had only one of them
/// brings the other. Two exports that part the equal lines of one day between them can't be told from a repetition.
/// </summary>
public static class LineKeys
{
    public static IReadOnlyList<KeyedLine> Of(ReadStatement statement)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. statement.Lines.Select(line =>
            {
                var identity = Hash(Identity(line));
                var nth = counts[identity] = counts.GetValueOrDefault(identity) + 1;
                return new KeyedLine(string.Create(CultureInfo.InvariantCulture, $"{line.BookedOn:yyyyMMdd}:{identity}:{nth}"), line);
            }),
        ];
    }

    /// <summary>The same for the same statement of the same bank, whatever the file is called.</summary>
    public static string OfStatement(ReadStatement statement) => Hash(
    [
        statement.Reference, Text(statement.FirstOn), Text(statement.LastOn), Text(statement.Opening), Text(statement.Closing),
        .. Of(statement).Select(k => k.Key),
    ]);

    private static IEnumerable<string> Identity(ReadLine line)
    {
        string[] always = [Text(line.BookedOn), Text(line.Amount)];
        return line.BankReference.Length > 0
            ? [.. always, Folding.Fold(line.BankReference), Folding.Fold(line.EndToEndId)]
            : [.. always, Folding.Fold(line.EndToEndId), Folding.Fold(line.CreditorReference), Folding.Fold(line.Name), Folding.Fold(line.Iban), Folding.Fold(line.Label)];
    }

    private static string Text(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Text(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    private static string Hash(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))))[..32];
}
