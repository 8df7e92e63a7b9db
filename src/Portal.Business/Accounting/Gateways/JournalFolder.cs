using System.Globalization;
using System.Security.Cryptography;
using CsvHelper;
using Microsoft.Extensions.Options;

namespace Portal.Business.Accounting.Gateways;

/// <summary>
/// One CSV file per entry in a folder that the accounting software reads. A file appears whole or not at all, and one that is there
/// is never written again: a repetition after a crash is answered with what stands there.
/// </summary>
public sealed class JournalFolder(IOptions<AccountingOptions> options) : IAccountingGateway
{
    private static readonly string[] Header =
        ["Entity", "Journal", "JournalName", "Date", "Piece", "Account", "AccountName", "Client", "ClientName", "Label", "Debit", "Credit", "Currency"];

    public async Task<GatewayAnswer> HandOverAsync(JournalPiece piece, CancellationToken ct)
    {
        var folder = options.Value.Folder;
        var name = FileNameOf(piece.Key);
        var path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            if (!File.Exists(path))
            {
                await WriteAsync(path, Content(piece), ct);
            }

            return new GatewayAnswer(true, $"{name} sha256:{Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, ct)))}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new GatewayAnswer(false, e.Message);
        }
    }

    public static string FileNameOf(string key) => key + ".csv";

    private static async Task WriteAsync(string path, byte[] content, CancellationToken ct)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(content, ct);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster with the same entry.
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static byte[] Content(JournalPiece piece)
    {
        using var memory = new MemoryStream();
        using (var csv = CsvWriter.Create(
            memory,
            CsvWriterOptions.Default with
            {
                Separator = ',', FormatProvider = CultureInfo.InvariantCulture, WriteByteOrderMark = true, Injection = CsvInjection.Escape,
            },
            leaveOpen: true))
        {
            Row(csv, Header);
            foreach (var line in piece.Lines)
            {
                Row(csv, [
                    piece.LegalEntity, piece.JournalCode, piece.JournalName, piece.BookedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), piece.Number,
                    line.Account, line.AccountName, line.ClientId?.ToString(CultureInfo.InvariantCulture) ?? "", line.ClientName, piece.Label,
                    line.Debit.ToString("0.00", CultureInfo.InvariantCulture), line.Credit.ToString("0.00", CultureInfo.InvariantCulture), piece.Currency,
                ]);
            }
        }

        return memory.ToArray();
    }

    private static void Row(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field.ReplaceLineEndings(" ").Replace('\t', ' '));
        }

        csv.EndRecord();
    }
}
