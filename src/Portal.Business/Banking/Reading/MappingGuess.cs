using Portal.Business.Common;

namespace Portal.Business.Banking.Reading;

/// <summary>A first mapping by the headings that banks use; the person corrects it and sees what comes of it.</summary>
internal static class MappingGuess
{
    public static CsvMapping Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var headings = rows[row].Select(c => Folding.Fold(c)).ToList();
            int? Find(params string[] words) => headings.FindIndex(h => words.Any(w => h.Contains(w, StringComparison.Ordinal))) is >= 0 and var at ? at : null;
            if (Find("date") is not { } date || (Find("montant", "amount", "debit", "credit") is null))
            {
                continue;
            }

            var (debit, credit) = (Find("debit", "retrait", "withdrawal"), Find("credit", "depot", "deposit"));
            var both = debit is not null && credit is not null && debit != credit;
            var sample = rows.Skip(row + 1).FirstOrDefault(r => r.Count > date) ?? [];
            var amount = both ? credit : Find("montant", "amount");
            return new CsvMapping
            {
                HeadRows = row + 1,
                Date = date,
                ValueDate = headings.FindIndex(h => h.Contains("valeur", StringComparison.Ordinal) || h.Contains("value", StringComparison.Ordinal)) is >= 0 and var v && v != date ? v : null,
                Amount = both ? null : amount,
                Debit = both ? debit : null,
                Credit = both ? credit : null,
                Label = Find("libelle", "description", "label", "details", "detail", "motif"),
                Reference = Find("reference", "numero d'operation", "transaction id"),
                Name = Find("nom", "name", "contrepartie", "tiers"),
                Iban = Find("iban"),
                Dates = OrderOf(date < sample.Count ? sample[date] : ""),
                Mark = rows.Skip(row + 1).Select(r => amount is { } a && a < r.Count ? r[a].Trim() : "").Any(t => t.LastIndexOf('.') > t.LastIndexOf(',')) ? DecimalMark.Point : DecimalMark.Comma,
            };
        }

        return new CsvMapping();
    }

    private static DateOrder OrderOf(string day) =>
        CsvCells.Day(day, DateOrder.YearMonthDay) is not null ? DateOrder.YearMonthDay : CsvCells.Day(day, DateOrder.DayMonthYear) is not null ? DateOrder.DayMonthYear : DateOrder.MonthDayYear;
}
