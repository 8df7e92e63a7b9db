using System.Collections.Concurrent;
using System.Globalization;

namespace Portal.Business.Common;

/// <summary>
/// The one place where amounts, quantities and dates become text, for screens, documents and mails. The patterns are ours, so the
/// same document reads the same on every machine, whatever its language data.
/// </summary>
public sealed class Formats
{
    private const string NarrowSpace = "\u202f";
    private const string Space = "\u00a0";

    private static readonly ConcurrentDictionary<string, Formats> Known = new(StringComparer.OrdinalIgnoreCase);

    private readonly bool french;
    private readonly bool france;
    private readonly NumberFormatInfo numbers;

    private Formats(string language)
    {
        Culture = CultureInfo.GetCultureInfo(language);
        french = language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        france = language.EndsWith("FR", StringComparison.OrdinalIgnoreCase);
        numbers = new NumberFormatInfo
        {
            NumberDecimalSeparator = french ? "," : ".",
            NumberGroupSeparator = french ? (france ? NarrowSpace : Space) : ",",
            NegativeSign = "-",
        };
    }

    public CultureInfo Culture { get; }

    /// <param name="language">"fr-CA", "fr-FR", "en-CA" …</param>
    public static Formats For(string language) => Known.GetOrAdd(language, static l => new Formats(l));

    public static Formats For(CultureInfo culture) => For(culture.Name.Length == 0 ? "en-CA" : culture.Name);

    /// <summary>The user's formats: of the culture the request or circuit runs in.</summary>
    public static Formats Current => For(CultureInfo.CurrentUICulture);

    /// <summary>1 234,50 $ · 1 234,50 € · $1,234.50 · €1,234.50; currencies without a sign of their own by their code: 1 234,50 CHF · CHF 1,234.50.</summary>
    public string Amount(decimal amount, string currency)
    {
        var symbol = currency switch { "CAD" => "$", "EUR" => "€", "USD" => "US$", "GBP" => "£", _ => currency };
        var text = Math.Abs(amount).ToString("N2", numbers);
        var sign = amount < 0 ? "-" : "";
        return french ? $"{sign}{text}{Space}{symbol}" : $"{sign}{symbol}{(symbol == currency ? Space : "")}{text}";
    }

    /// <summary>An amount without its currency, for columns.</summary>
    public string Number(decimal amount) => amount.ToString("N2", numbers);

    /// <summary>1,5 Mo · 1.5 MB, from a megabyte on with one decimal, below in whole kilobytes; of 1,024 each.</summary>
    public string FileSize(long bytes)
    {
        var unit = french ? "o" : "B";
        return bytes >= 1024 * 1024
            ? $"{Quantity(Math.Round(bytes / 1048576m, 1))}{Space}M{unit}"
            : $"{Quantity(Math.Max(1, bytes / 1024))}{Space}k{unit}";
    }

    /// <summary>At least two decimals, at most six: 12,50 · 0,012345.</summary>
    public string UnitPrice(decimal price) => price.ToString("#,##0.00####", numbers);

    /// <summary>At least four decimals, at most eight: 0,9215 · 1,08563412.</summary>
    public string ExchangeRate(decimal rate) => rate.ToString("#,##0.0000####", numbers);

    /// <summary>At most four decimals and none that are zero: 1 · 2,5.</summary>
    public string Quantity(decimal quantity) => quantity.ToString("#,##0.####", numbers);

    /// <summary>9,975 % · 9.975%.</summary>
    public string Percent(decimal percent) => percent.ToString("0.######", numbers) + (french ? Space + "%" : "%");

    /// <summary>A tax with its rate, said once: "TPS 5 %", and "TVA 20 %" also where the tax is named so.</summary>
    public string Tax(string name, decimal percent) => Compact(name).EndsWith(Compact(Percent(percent)), StringComparison.Ordinal) ? name : $"{name} {Percent(percent)}";

    private static string Compact(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace('.', ',');

    /// <summary>2026-03-31 in Canada, 31/03/2026 in France.</summary>
    public string Date(DateOnly date) => date.ToString(france ? "dd/MM/yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>31 mars 2026 · March 31, 2026.</summary>
    public string LongDate(DateOnly date)
    {
        var month = Culture.DateTimeFormat.MonthNames[date.Month - 1];
        return french
            ? string.Create(CultureInfo.InvariantCulture, $"{(date.Day == 1 ? "1er" : date.Day)} {month} {date.Year}")
            : string.Create(CultureInfo.InvariantCulture, $"{month} {date.Day}, {date.Year}");
    }

    /// <summary>mars 2026 · March 2026.</summary>
    public string Month(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{Culture.DateTimeFormat.MonthNames[date.Month - 1]} {date.Year}");

    /// <summary>Date and time of day, already in the wanted time zone.</summary>
    public string DateTime(DateTime local) =>
        Date(DateOnly.FromDateTime(local)) + Space + Time(TimeOnly.FromDateTime(local));

    /// <summary>
    /// A moment that must not depend on who reads it where, as an answer to a quote: 2026-03-31 09:30 (UTC-04:00), in the time zone that it carries.
    /// </summary>
    public string Moment(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTime(at.DateTime)} (UTC{(at.Offset < TimeSpan.Zero ? '-' : '+')}{at.Offset:hh\\:mm})");

    /// <summary>A time of day: 9 h 30 in Canada, 09:30 elsewhere.</summary>
    public string Time(TimeOnly time) => time.ToString(french && !france ? $"H'{Space}h{Space}'mm" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A whole hour, where many stand side by side: 9 h in French, 9:00 elsewhere.</summary>
    public string Hour(int hour) => hour.ToString(CultureInfo.InvariantCulture) + (french ? Space + "h" : ":00");

    /// <summary>
    /// Reads what a person typed, and all that these formats write: spaces of any kind group, the last comma or point is the decimal
    /// mark; what stands in brackets, as spreadsheets write it, is negative. A mark that stands more than once groups, and so does an English comma before exactly three digits: 1,234 is a thousand.
    /// </summary>
    public bool TryReadDecimal(string? typed, out decimal value)
    {
        value = 0;
        if (typed is null || typed.Length > 40)
        {
            return false;
        }

        var compact = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c is not ('\'' or '$' or '€' or '%')));
        compact = compact is ['(', .. var taken, ')'] && !taken.StartsWith('-') ? "-" + taken : compact.Replace('\u2212', '-');
        var mark = compact.LastIndexOfAny([',', '.']);
        if (mark >= 0 && Groups(compact, mark))
        {
            mark = -1;
            compact = compact.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        }

        var groups = mark < 0 ? compact : compact[..mark].Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        var invariant = mark < 0 ? groups : groups + "." + compact[(mark + 1)..];
        return decimal.TryParse(invariant, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Whether all marks of a number are of one kind and part thousands from hundreds.</summary>
    private bool Groups(string number, int mark)
    {
        var kind = number[mark];
        if (number.AsSpan().Contains(kind == ',' ? '.' : ',') || number.Length - mark != 4 || number.AsSpan(mark + 1).ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var first = number.IndexOf(kind, StringComparison.Ordinal);
        return first < mark || (!french && kind == ',' && number.AsSpan(0, first).TrimStart("+-") is [>= '1' and <= '9', ..] and { Length: <= 3 });
    }
}
