using Portal.Business.Banking.Reading;

namespace Portal.Web.Banking;

public sealed partial class CsvMappingCard
{
    /// <summary>Each column that may be chosen, what it is now, and how it is set.</summary>
    private IEnumerable<(string Key, int? Value, Action<CsvMapping, int?> Set)> Fields =>
    [
        (nameof(CsvMapping.Date), Mapping.Date, (m, v) => m.Date = v),
        (nameof(CsvMapping.ValueDate), Mapping.ValueDate, (m, v) => m.ValueDate = v),
        (nameof(CsvMapping.Amount), Mapping.Amount, (m, v) => m.Amount = v),
        (nameof(CsvMapping.Debit), Mapping.Debit, (m, v) => m.Debit = v),
        (nameof(CsvMapping.Credit), Mapping.Credit, (m, v) => m.Credit = v),
        (nameof(CsvMapping.Label), Mapping.Label, (m, v) => m.Label = v),
        (nameof(CsvMapping.Reference), Mapping.Reference, (m, v) => m.Reference = v),
        (nameof(CsvMapping.Name), Mapping.Name, (m, v) => m.Name = v),
        (nameof(CsvMapping.Iban), Mapping.Iban, (m, v) => m.Iban = v),
    ];

    private IReadOnlyList<(int?, string)> Columns => [.. Preview.Columns.Select((heading, i) => ((int?)i, heading.Length > 0 ? $"{i + 1} · {heading}" : $"{i + 1}"))];

    private IReadOnlyList<(TEnum, string)> Named<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(v => (v, T[$"{typeof(TEnum).Name}.{v}"].Value))];

    private Task SetAsync(Action<CsvMapping> set)
    {
        set(Mapping);
        return Changed.InvokeAsync();
    }
}
