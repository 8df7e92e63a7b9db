using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using Portal.Business.Clients.Import;
using Portal.Business.Common;

namespace Portal.Business.Banking.Reading;

/// <summary>Reads the movements of a CSV file by the mapping of its bank account.</summary>
internal static class CsvStatementReader
{
    private const int LongestRow = 100_000;

    public static async Task<Result<IReadOnlyList<ReadStatement>>> ReadAsync(Stream file, CsvMapping mapping, IProgress<int>? lines, CancellationToken ct)
    {
        if (mapping.Check() is { Count: > 0 } refusals)
        {
            return Result<IReadOnlyList<ReadStatement>>.Refused(refusals);
        }

        var (found, problems) = (new List<ReadLine>(), new List<ReadProblem>());
        await foreach (var (row, cells) in RowsAsync(file, mapping, ct))
        {
            if (row <= mapping.HeadRows || cells.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            var read = Line(row, cells, mapping);
            if (read.TryGet(out var line, out var refusal))
            {
                found.AddRange(line.Amount == 0 ? [] : [line]);
            }
            else
            {
                problems.Add(new ReadProblem(row, refusal));
            }

            if (found.Count + problems.Count > StatementFile.MostLines)
            {
                return Refusal.Invalid("Banking.TooManyLines", StatementFile.MostLines);
            }

            if (row % 500 == 0)
            {
                lines?.Report(found.Count);
            }
        }

        return found.Count + problems.Count == 0
            ? Refusal.Invalid("Banking.EmptyFile")
            : new List<ReadStatement> { new("", "", "", found, problems) };
    }

    /// <summary>The first rows as they stand, for whoever makes the mapping.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> HeadAsync(Stream file, CsvMapping mapping, int most, CancellationToken ct)
    {
        var head = new List<IReadOnlyList<string>>();
        await foreach (var (_, cells) in RowsAsync(file, mapping, ct))
        {
            head.Add([.. cells.Take(CsvMapping.MostColumns)]);
            if (head.Count == most)
            {
                break;
            }
        }

        return head;
    }

    public static Result<ReadLine> Line(int row, IReadOnlyList<string> cells, CsvMapping mapping)
    {
        string Cell(int? column) => column is { } c && c < cells.Count ? cells[c].Trim() : "";
        if (CsvCells.Day(Cell(mapping.Date), mapping.Dates) is not { } day)
        {
            return Refusal.Invalid("Banking.UnreadableDate", Folding.Cut(Cell(mapping.Date), 40)).On(nameof(CsvMapping.Date));
        }

        decimal? amount;
        if (mapping.Amount is not null)
        {
            amount = CsvCells.Amount(Cell(mapping.Amount), mapping.Mark);
        }
        else
        {
            var (debit, credit) = (CsvCells.Amount(Cell(mapping.Debit), mapping.Mark), CsvCells.Amount(Cell(mapping.Credit), mapping.Mark));
            var readable = (debit is not null || Cell(mapping.Debit).Length == 0) && (credit is not null || Cell(mapping.Credit).Length == 0);
            amount = readable && (debit is not null || credit is not null) ? Math.Abs(credit ?? 0) - Math.Abs(debit ?? 0) : null;
        }

        return amount is null
            ? Refusal.Invalid("Banking.UnreadableAmount", Folding.Cut(Cell(mapping.Amount ?? mapping.Credit), 40)).On(nameof(CsvMapping.Amount))
            : new ReadLine(row, day, amount.Value)
            {
                ValueOn = CsvCells.Day(Cell(mapping.ValueDate), mapping.Dates),
                Label = Cell(mapping.Label),
                BankReference = Cell(mapping.Reference),
                Name = Cell(mapping.Name),
                Iban = Cell(mapping.Iban),
            };
    }

    private static async IAsyncEnumerable<(int Row, IReadOnlyList<string> Cells)> RowsAsync(
        Stream file, CsvMapping mapping, [EnumeratorCancellation] CancellationToken ct)
    {
        var detected = await CsvText.EncodingOfAsync(file, ct);
        var encoding = mapping.Encoding switch
        {
            CsvEncoding.Utf8 => Encoding.UTF8,
            CsvEncoding.Latin1 => Encoding.GetEncoding(1252),
            CsvEncoding.Utf16 => detected.CodePage == Encoding.BigEndianUnicode.CodePage ? detected : Encoding.Unicode,
            _ => detected,
        };
        await using var csv = CsvReader.Create(
            new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true),
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = mapping.Separator,
                SkipEmptyLines = false,
                MaxRecordSize = LongestRow,
                IncludeValuesInExceptions = false,
            });
        for (var row = 1; await csv.ReadAsync(ct); row++)
        {
            yield return (row, [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        }
    }
}
