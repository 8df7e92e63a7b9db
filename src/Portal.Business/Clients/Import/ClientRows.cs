using System.Runtime.CompilerServices;
using CsvHelper;
using Portal.Business.Common;

namespace Portal.Business.Clients.Import;

/// <summary>One line of an import file.</summary>
/// <param name="Number">Line in the file, 1 for the headings.</param>
/// <param name="Cells">What stands in the columns that are known.</param>
public sealed record ClientRow(int Number, IReadOnlyDictionary<ClientColumn, string> Cells)
{
    public string this[ClientColumn column] => Cells.TryGetValue(column, out var text) ? text.Trim() : "";
}

/// <summary>Reads an import file row by row; only one row is in memory at a time.</summary>
public static class ClientRows
{
    /// <summary>Longest line that is read; a longer one is no line of clients.</summary>
    private const int LongestRow = 200_000;

    /// <summary>Refuses a file without a column for names, or with a heading twice; says which headings are not known.</summary>
    public static async Task<Result<IReadOnlyList<string>>> CheckHeadingsAsync(
        Stream file, IReadOnlyDictionary<string, ClientColumn> headings, CancellationToken ct)
    {
        await using var csv = await OpenAsync(file, ct);
        if (!await csv.ReadAsync(ct))
        {
            return Refusal.Invalid("Clients.ImportEmpty");
        }

        var found = Fields(csv).Where(h => !string.IsNullOrWhiteSpace(h)).ToList();
        var columns = found.Select(h => headings.TryGetValue(ClientColumns.Key(h), out var column) ? column : (ClientColumn?)null).ToList();
        if (columns.Where(c => c is not null).GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return Refusal.Invalid("Clients.ImportColumnTwice", found[columns.IndexOf(twice.Key)]);
        }

        return columns.Contains(ClientColumn.Name)
            ? found.Where((_, i) => columns[i] is null).ToList()
            : Refusal.Invalid("Clients.ImportWithoutName", string.Join(", ", found.Take(8)));
    }

    public static async IAsyncEnumerable<ClientRow> ReadAsync(
        Stream file, IReadOnlyDictionary<string, ClientColumn> headings, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var csv = await OpenAsync(file, ct);
        if (!await csv.ReadAsync(ct))
        {
            yield break;
        }

        var columns = Fields(csv).Select(h => headings.TryGetValue(ClientColumns.Key(h), out var column) ? column : (ClientColumn?)null).ToList();
        while (await csv.ReadAsync(ct))
        {
            var record = Fields(csv);
            if (record.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            var cells = new Dictionary<ClientColumn, string>();
            for (var i = 0; i < Math.Min(record.Count, columns.Count); i++)
            {
                if (columns[i] is { } column)
                {
                    cells[column] = record[i];
                }
            }

            yield return new ClientRow((int)csv.LineNumber, cells);
        }
    }

    private static async Task<CsvReader> OpenAsync(Stream file, CancellationToken ct)
    {
        var encoding = await CsvText.EncodingOfAsync(file, ct);
        return CsvReader.Create(
            new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true),
            new CsvReaderOptions { HasHeader = false, MaxRecordSize = LongestRow, TrackLineNumbers = true, IncludeValuesInExceptions = false });
    }

    private static List<string> Fields(CsvReader csv) => [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
}
