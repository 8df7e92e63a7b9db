using System.Globalization;
using Portal.Business.Common;

namespace Portal.Web.Kit.Lists;

public enum ColumnKind
{
    Text,

    /// <summary>Two decimals.</summary>
    Amount,

    /// <summary>Two to six decimals.</summary>
    UnitPrice,

    /// <summary>None to four decimals.</summary>
    Quantity,
    Percent,

    /// <summary>A whole number.</summary>
    Count,
    Date,

    /// <summary>An instant, UTC; or the text of one on the wall clock of a company.</summary>
    DateTime,
}

public static class ColumnKinds
{
    public static bool IsNumber(this ColumnKind kind) =>
        kind is ColumnKind.Amount or ColumnKind.UnitPrice or ColumnKind.Quantity or ColumnKind.Percent or ColumnKind.Count;

    public static string Number(this ColumnKind kind, decimal value) => kind switch
    {
        ColumnKind.Amount => Formats.Current.Number(value),
        ColumnKind.UnitPrice => Formats.Current.UnitPrice(value),
        ColumnKind.Percent => Formats.Current.Percent(value),
        _ => Formats.Current.Quantity(value),
    };

    /// <summary>The value as a person reads it.</summary>
    public static string Text(this ColumnKind kind, object? value, ScreenTime time) => value switch
    {
        null => "",
        Status status => status.Word,
        DateOnly date => Formats.Current.Date(date),
        System.DateTime instant => Formats.Current.DateTime(time.Local(instant)),
        decimal or int or long or double => kind.Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        _ => Convert.ToString(value, CultureInfo.CurrentCulture) ?? "",
    };
}
