using Portal.Business.Banking.Reading;
using Portal.Business.Common;

namespace Portal.Business.Banking.UseCases;

/// <summary>The first rows of a CSV file as a mapping reads them, while a person makes it. Changes nothing.</summary>
public sealed class PreviewBankFile(ICurrentUser user)
{
    private const int Most = 12;

    /// <param name="File">Can be read from its start again; stays open.</param>
    /// <param name="Mapping">Null proposes one by the headings.</param>
    public sealed record Input(Stream File, CsvMapping? Mapping);

    /// <param name="Read">What becomes of the row; null for a row of the head.</param>
    public sealed record Row(int Number, IReadOnlyList<string> Cells, Result<ReadLine>? Read);

    public sealed record Shown(bool IsXml, CsvMapping Mapping, IReadOnlyList<string> Columns, IReadOnlyList<Row> Rows);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsImport))
        {
            return Refusal.Forbidden;
        }

        if (await StatementFile.IsXmlAsync(input.File, ct))
        {
            return new Shown(true, new CsvMapping(), [], []);
        }

        if (await StatementFile.WhyNoCsvAsync(input.File, ct) is { } noCsv)
        {
            return noCsv;
        }

        try
        {
            var rows = await CsvStatementReader.HeadAsync(input.File, input.Mapping ?? new CsvMapping(), Most, ct);
            var mapping = input.Mapping ?? MappingGuess.Of(rows);
            var heading = mapping.HeadRows is > 0 and var h && h <= rows.Count ? rows[h - 1] : [];
            var columns = rows.Count == 0 ? 0 : rows.Max(r => r.Count);
            return new Shown(
                false,
                mapping,
                [.. Enumerable.Range(0, columns).Select(c => c < heading.Count ? heading[c].Trim() : "")],
                [.. rows.Select((cells, i) => new Row(
                    i + 1, cells, i < mapping.HeadRows || cells.All(string.IsNullOrWhiteSpace) || mapping.Check().Count > 0 ? null : CsvStatementReader.Line(i + 1, cells, mapping)))]);
        }
        catch (CsvHelper.CsvFormatException e)
        {
            return Refusal.Invalid("Banking.DamagedCsv", e.RecordNumber);
        }
    }
}
