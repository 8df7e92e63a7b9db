using System.Globalization;
using Portal.Business.Common;

namespace Portal.Business.Banking.Reading;

/// <summary>Days and amounts as banks write them in CSV files.</summary>
internal static class CsvCells
{
    private static readonly string[] YearFirst = ["yyyy-M-d", "yyyyMMdd", "yy-M-d"];
    private static readonly string[] DayFirst = ["d-M-yyyy", "ddMMyyyy", "d-M-yy"];
    private static readonly string[] MonthFirst = ["M-d-yyyy", "MMddyyyy", "M-d-yy"];

    public static DateOnly? Day(string text, DateOrder order)
    {
        var day = text.Trim().Trim('\'').Split(' ', 'T')[0].Replace('/', '-').Replace('.', '-').Replace('\\', '-');
        var forms = order switch { DateOrder.YearMonthDay => YearFirst, DateOrder.DayMonthYear => DayFirst, _ => MonthFirst };
        return DateOnly.TryParseExact(day, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read.Year is > 1990 and < 2200 ? read : null;
    }

    private static readonly string[] Received = ["cr", "c", "cre", "credit"];
    private static readonly string[] Paid = ["dr", "db", "d", "deb", "debit"];

    /// <summary>"1 234,56", "-12.50", "12,50-", "(12.50)", "+3", "1'234.50 CHF", "12.50 DR"; empty counts as nothing. With the other decimal sign it is not read: "4,50" must not become 450.</summary>
    public static decimal? Amount(string text, DecimalMark mark)
    {
        if (SideOf(text) is not { } side)
        {
            return null;
        }

        var compact = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsLetter(c) && c is not ('\'' or '’' or '$' or '€' or '"'))).Replace('\u2212', '-');
        if (compact.Length is 0 or > 30)
        {
            return null;
        }

        var negative = side < 0 || compact.StartsWith('-') || compact.EndsWith('-') || (compact.StartsWith('(') && compact.EndsWith(')'));
        var digits = compact.Trim('-', '+', '(', ')');
        var (point, group) = mark == DecimalMark.Comma ? (',', '.') : ('.', ',');
        if (digits.Split(point)[0].Split(group).Skip(1).Any(thousands => thousands.Length != 3) || digits.Split(point).Skip(1).Any(cents => cents.Contains(group)))
        {
            return null;
        }

        return decimal.TryParse(digits.Replace($"{group}", "", StringComparison.Ordinal).Replace(point, '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && Money.Round(amount) == amount && amount <= Money.LargestAmount
            ? negative ? -amount : amount
            : null;
    }

    /// <summary>−1 where a word says that it was paid, 1 otherwise; null where a word is neither that nor a currency.</summary>
    private static int? SideOf(string text)
    {
        var side = 1;
        foreach (var word in Folding.Fold(string.Concat(text.Select(c => char.IsLetter(c) ? c : ' '))).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Paid.Contains(word))
            {
                side = -1;
            }
            else if (!Received.Contains(word) && word.Length != 3 && word is not ("ca" or "us"))
            {
                return null;
            }
        }

        return side;
    }
}
