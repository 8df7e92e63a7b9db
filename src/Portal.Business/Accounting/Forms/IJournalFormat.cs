using Portal.Business.Accounting.Gateways;
using Portal.Business.Common;

namespace Portal.Business.Accounting.Forms;

/// <summary>A file with entries in the order in which they come: one that is handed over, or those of a whole period.</summary>
public interface IJournalFormat
{
    HandOverForm Form { get; }

    /// <summary>With its dot.</summary>
    string Extension { get; }

    string ContentType { get; }

    /// <param name="target">Can seek; it stays open.</param>
    /// <param name="reader">Language of the person who reads it, for forms that people read; null: another program does.</param>
    Task WriteAsync(Stream target, IAsyncEnumerable<JournalPiece> pieces, string? reader, CancellationToken ct);
}

/// <summary>What the table-like formats have in common.</summary>
internal static class JournalTable
{
    /// <summary>For programs: they never change.</summary>
    public static readonly string[] Header =
        ["Entity", "Journal", "JournalName", "Date", "Piece", "Account", "AccountName", "Client", "ClientName", "Label", "Debit", "Credit", "Currency", "DocumentAmount", "DocumentCurrency"];

    /// <summary>The same in words, for people.</summary>
    public static IEnumerable<string> HeaderIn(string? reader) => reader is null ? Header : Header.Select(name => TextsIn.Get<AccountingText>(reader, "JournalColumn." + name));

    /// <summary>One line of text: no tab, no line break, no other control character, no run of blanks.</summary>
    public static string OneLine(string text)
    {
        var words = string.Concat(text.Select(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '\u2028' or '\u2029' ? ' ' : c));
        return string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
