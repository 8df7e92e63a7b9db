using Portal.Business.Common;

namespace Portal.Business.Accounting.Currencies;

/// <summary>
/// How amounts of a document become amounts of the books. Frozen on the document; 1 where both are in the same currency.
/// </summary>
/// <param name="BookCurrency">Of the company's books.</param>
/// <param name="Rate">What one unit of the document's currency is worth.</param>
/// <param name="On">The day of the rate; null where nothing is converted.</param>
public sealed record Conversion(string BookCurrency, decimal Rate, DateOnly? On)
{
    public static Conversion None(string currency) => new(currency, 1, null);

    /// <summary>Rounded once to the cent, half away from zero.</summary>
    public decimal Convert(decimal amount) => Convert(amount, Rate);

    public static decimal Convert(decimal amount, decimal rate) => rate == 1 ? amount : Money.Round(amount * rate);

    /// <summary>
    /// What a part of an amount that is still open is worth in the books: its share of what is open there, rounded once. The part that leaves
    /// nothing open takes all that is left, so that an account comes to zero in both currencies together.
    /// </summary>
    /// <param name="book">What is open in the books.</param>
    /// <param name="part">Of <paramref name="open"/>.</param>
    /// <param name="open">What is open in the currency of the document.</param>
    public static decimal Share(decimal book, decimal part, decimal open) =>
        part == open ? book
        : book == open ? part
        : open == 0 ? 0
        : Money.Round(book * part / open);
}
