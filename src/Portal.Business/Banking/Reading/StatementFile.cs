using System.Text;
using CsvHelper;
using Portal.Business.Clients.Import;
using Portal.Business.Common;

namespace Portal.Business.Banking.Reading;

/// <summary>A file from a bank: tells its form and reads its statements.</summary>
public static class StatementFile
{
    /// <summary>In bytes.</summary>
    public const long Largest = 50 * 1024 * 1024;

    public const int MostLines = 20_000;

    /// <summary>Whether it is XML, whatever its name; leaves the stream at its start.</summary>
    public static async Task<bool> IsXmlAsync(Stream file, CancellationToken ct)
    {
        var encoding = await CsvText.EncodingOfAsync(file, ct);
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 256, leaveOpen: true);
        var start = new char[64];
        var read = await reader.ReadBlockAsync(start, ct);
        file.Position = 0;
        return start.AsSpan(0, read).TrimStart().TrimStart('\ufeff').StartsWith("<");
    }

    /// <summary>Why what is no XML can't be CSV either, null if it may be: it is empty, or holds what no text does. Leaves the stream at its start.</summary>
    public static async Task<Refusal?> WhyNoCsvAsync(Stream file, CancellationToken ct)
    {
        var encoding = await CsvText.EncodingOfAsync(file, ct);
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 4096, leaveOpen: true);
        var start = new char[4096];
        var text = new string(start, 0, await reader.ReadBlockAsync(start, ct));
        file.Position = 0;
        return text.Any(c => c < ' ' && !char.IsWhiteSpace(c) && c != '\u001a') ? Refusal.Invalid("Banking.NoText")
            : string.IsNullOrWhiteSpace(text) ? Refusal.Invalid("Banking.EmptyFile")
            : null;
    }

    /// <param name="mapping">Of the account whose CSV file it is; null for XML.</param>
    public static async Task<Result<IReadOnlyList<ReadStatement>>> ReadAsync(Stream file, CsvMapping? mapping, IProgress<int>? lines, CancellationToken ct)
    {
        if (file.Length > Largest)
        {
            return Refusal.Invalid("Banking.TooLarge", Largest / 1024 / 1024);
        }

        try
        {
            if (await IsXmlAsync(file, ct))
            {
                return await CamtReader.ReadAsync(file, lines, ct);
            }

            if (await WhyNoCsvAsync(file, ct) is { } noCsv)
            {
                return noCsv;
            }

            return mapping is null ? Refusal.Invalid("Banking.NoMapping") : await CsvStatementReader.ReadAsync(file, mapping, lines, ct);
        }
        catch (CsvFormatException e)
        {
            return Refusal.Invalid("Banking.DamagedCsv", e.RecordNumber);
        }
        catch (DecoderFallbackException)
        {
            return Refusal.Invalid("Banking.DamagedCsv", 1);
        }
    }
}
