using Portal.Business.Common;

namespace Portal.Business.Accounting.Currencies;

/// <summary>
/// What one unit of a currency is worth in the currency of the books from a day on, until the next. All companies whose books are kept in
/// that currency share it.
/// </summary>
public sealed class ExchangeRate : Entity, IVersioned, IAudited
{
    public const int Decimals = 8;

    /// <summary>ISO 4217 code of the books: 1 <see cref="Currency"/> = <see cref="Rate"/> of this.</summary>
    public required string BookCurrency { get; init; }

    public required string Currency { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>Above zero, eight decimals.</summary>
    public required decimal Rate { get; set; }

    /// <summary>Where it comes from ("BCE", "Banque du Canada"); an auditor asks.</summary>
    public string Source { get; set; } = "";

    public int Version { get; private set; }
}
