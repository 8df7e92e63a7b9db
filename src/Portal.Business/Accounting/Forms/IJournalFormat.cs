using Portal.Business.Accounting.Gateways;

namespace Portal.Business.Accounting.Forms;

/// <summary>A file with entries in the order in which they come: one that is handed over, or those of a whole period.</summary>
public interface IJournalFormat
{
    HandOverForm Form { get; }

    /// <summary>With its dot.</summary>
    string Extension { get; }

    string ContentType { get; }

    /// <param name="target">Can seek; it stays open.</param>
    Task WriteAsync(Stream target, IAsyncEnumerable<JournalPiece> pieces, CancellationToken ct);
}

/// <summary>What the table-like formats have in common.</summary>
internal static class JournalTable
{
    public static readonly string[] Header =
        ["Entity", "Journal", "JournalName", "Date", "Piece", "Account", "AccountName", "Client", "ClientName", "Label", "Debit", "Credit", "Currency", "DocumentAmount", "DocumentCurrency"];

    /// <summary>One line of text: no tab, no line break, no other control character, no run of blanks.</summary>
    public static string OneLine(string text)
    {
        var words = string.Concat(text.Select(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '\u2028' or '\u2029' ? ' ' : c));
        return string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
