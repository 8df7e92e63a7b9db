using System.Globalization;
using System.Text;
using Portal.Business.Accounting.Gateways;

namespace Portal.Business.Accounting.Forms;

/// <summary>
/// "Fichier des écritures comptables" of article A47 A-1 of the French tax procedure code: 18 columns in this order, a line of headings,
/// separated by tabs, lines ended by CR LF, dates AAAAMMJJ, decimal comma, ISO 8859-15. It holds validated entries only.
/// </summary>
public sealed class FecFormat : IJournalFormat
{
    public static readonly IReadOnlyList<string> Header =
    [
        "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate",
        "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
    ];

    private const int Latin9 = 28605;

    /// <summary>ISO 8859-15, with "?" for what it does not have.</summary>
    public static Encoding Encoding { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding(Latin9, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback)!;

    public HandOverForm Form => HandOverForm.Fec;

    public string Extension => ".txt";

    public string ContentType => "text/plain; charset=iso-8859-15";

    /// <summary>"SirenFECAAAAMMJJ.txt", with the day on which the fiscal year closes.</summary>
    public static string FileNameOf(string siren, DateOnly closing) => $"{siren}FEC{Date(closing)}.txt";

    public async Task WriteAsync(Stream target, IAsyncEnumerable<JournalPiece> pieces, string? reader, CancellationToken ct)
    {
        await using var writer = new StreamWriter(target, Encoding, bufferSize: 65536, leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join('\t', Header));
        await foreach (var piece in pieces.WithCancellation(ct))
        {
            if (piece is not { EntryNumber: { } number, ValidatedOn: { } validated })
            {
                throw new InvalidOperationException($"The entry of {piece.Number} is not validated.");
            }

            foreach (var line in piece.Lines)
            {
                var client = line.ClientId?.ToString(CultureInfo.InvariantCulture) ?? "";
                var letter = line.Letter;
                await writer.WriteLineAsync(string.Join(
                    '\t',
                    Field(piece.JournalCode), Field(piece.JournalName, piece.JournalCode), number.ToString(CultureInfo.InvariantCulture), Date(piece.BookedOn),
                    Field(line.Account), Field(line.AccountName, line.Account), client, client.Length == 0 ? "" : Field(line.ClientName, client),
                    Field(piece.Number), Date(piece.BookedOn), Field(piece.Label, piece.Number), Amount(line.Debit), Amount(line.Credit),
                    Field(letter?.Code ?? ""), letter is null ? "" : Date(letter.On), Date(validated), line.InDocument is { } foreign ? Amount(Math.Abs(foreign)) : "", line.InDocument is null ? "" : Field(piece.DocumentCurrency ?? "")));
            }
        }
    }

    private static string Date(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');

    /// <param name="orElse">Where nothing of the text can be written.</param>
    private static string Field(string text, string orElse = "")
    {
        var line = JournalTable.OneLine(text);
        var latin = Ascii.IsValid(line) ? line : JournalTable.OneLine(string.Concat(line.EnumerateRunes().Select(Latin)));
        return latin.Length > 0 ? latin : orElse;
    }

    /// <summary>What the code page lacks is written with the letters that it has: "ş" as "s", "’" as an apostrophe.</summary>
    private static string Latin(Rune rune) => rune.ToString() switch
    {
        "’" or "‘" or "ʼ" => "'",
        "“" or "”" or "„" => "\"",
        "–" or "—" or "‑" => "-",
        "…" => "...",
        var text when Encoding.GetString(Encoding.GetBytes(text)) == text => text,
        var text => string.Concat(text.Normalize(NormalizationForm.FormKD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)),
    };
}
