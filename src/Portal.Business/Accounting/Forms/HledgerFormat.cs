using System.Globalization;
using System.Text;
using Portal.Business.Accounting.Gateways;

namespace Portal.Business.Accounting.Forms;

/// <summary>
/// The journal of plain-text accounting that hledger reads. Debits are positive; each client is an account under the receivable; the
/// journal and the number of the entry are tags.
/// </summary>
public sealed class HledgerFormat : IJournalFormat
{
    public HandOverForm Form => HandOverForm.Hledger;

    public string Extension => ".journal";

    public string ContentType => "text/plain; charset=utf-8";

    public async Task WriteAsync(Stream target, IAsyncEnumerable<JournalPiece> pieces, string? reader, CancellationToken ct)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 65536, leaveOpen: true) { NewLine = "\n" };
        await writer.WriteLineAsync("decimal-mark .");
        await foreach (var piece in pieces.WithCancellation(ct))
        {
            var tags = piece.EntryNumber is { } number ? $"journal:{Name(piece.JournalCode)}, entry:{number}" : $"journal:{Name(piece.JournalCode)}";
            await writer.WriteLineAsync();
            await writer.WriteLineAsync($"{piece.BookedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} * ({Name(piece.Number)}) {Name(piece.Label)}  ; {tags}");
            foreach (var line in piece.Lines)
            {
                await writer.WriteLineAsync($"    {Account(line)}  {(line.Debit - line.Credit).ToString("0.00", CultureInfo.InvariantCulture)} {piece.Currency}{Foreign(piece, line)}");
            }
        }
    }

    /// <summary>A tag: amounts of the books balance, those of documents need not.</summary>
    private static string Foreign(JournalPiece piece, JournalPieceLine line) =>
        line.InDocument is { } amount ? $"  ; document:{amount.ToString("0.00", CultureInfo.InvariantCulture)} {piece.DocumentCurrency}" : "";

    /// <summary>"411000 Clients:1234 Dupont".</summary>
    internal static string Account(JournalPieceLine line)
    {
        var account = Name($"{line.Account} {line.AccountName}");
        return line.ClientId is { } client ? $"{account}:{Name($"{client.ToString(CultureInfo.InvariantCulture)} {line.ClientName}")}" : account;
    }

    /// <summary>Without the signs that mean something in a journal.</summary>
    private static string Name(string text) => JournalTable.OneLine(string.Concat(text.Select(c => c switch
    {
        ':' or '|' => '/',
        ';' => ',',
        '(' or ')' or '[' or ']' or '{' or '}' or '*' or '!' or '=' or '"' or '~' => ' ',
        _ => c,
    })));
}
