using System.Globalization;
using CsvHelper;
using Portal.Business.Accounting.Gateways;

namespace Portal.Business.Accounting.Forms;

/// <summary>Comma-separated UTF-8 with a byte order mark, amounts with a point; a text is never a formula. Its headings are the same in every language: programs read it.</summary>
public sealed class CsvFormat : IJournalFormat
{
    public HandOverForm Form => HandOverForm.Csv;

    public string Extension => ".csv";

    public string ContentType => "text/csv";

    public async Task WriteAsync(Stream target, IAsyncEnumerable<JournalPiece> pieces, string? reader, CancellationToken ct)
    {
        using var csv = CsvWriter.Create(
            target,
            CsvWriterOptions.Default with
            {
                Separator = ',',
                FormatProvider = CultureInfo.InvariantCulture,
                WriteByteOrderMark = true,
                Injection = CsvInjection.Escape,
            },
            leaveOpen: true);
        Row(csv, JournalTable.Header);
        await foreach (var piece in pieces.WithCancellation(ct))
        {
            foreach (var line in piece.Lines)
            {
                Row(csv, [
                    piece.LegalEntity, piece.JournalCode, piece.JournalName, piece.BookedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), piece.Number,
                    line.Account, line.AccountName, line.ClientId?.ToString(CultureInfo.InvariantCulture) ?? "", line.ClientName, piece.Label,
                    line.Debit.ToString("0.00", CultureInfo.InvariantCulture), line.Credit.ToString("0.00", CultureInfo.InvariantCulture), piece.Currency,
                    line.InDocument?.ToString("0.00", CultureInfo.InvariantCulture) ?? "", line.InDocument is null ? "" : piece.DocumentCurrency ?? "",
                ]);
            }
        }
    }

    private static void Row(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(JournalTable.OneLine(field));
        }

        csv.EndRecord();
    }
}
