using Portal.Business.Invoicing;
using Portal.Pdf;

namespace Portal.Business.Documents.Drawing;

/// <summary>
/// Invoices and receipts of a company in Québec are in French, alone or with another language (Charter of the French language, sections 57 and 89). One in
/// English is followed by the same in French, in the same file: what is stored, sent, printed and shown is both. Quotes and contracts, which bind a client too, go by the same.
/// </summary>
internal static class InFrenchToo
{
    public const string French = "fr-CA";

    /// <param name="draw">A document in a language, followed by another.</param>
    public static PdfDocument Draw(string language, SellerParty seller, Func<DocumentWords, PdfDocument?, PdfDocument> draw) =>
        draw(DocumentWords.For(language), IsAsked(language, seller) ? draw(DocumentWords.For(French), null) : null);

    /// <summary>What it says under its number where the French follows.</summary>
    public static string? Remark(DocumentWords words, SellerParty seller) => IsAsked(words.Language, seller) ? words["FrenchFollows"] : null;

    public static bool IsAsked(string language, SellerParty seller) => seller.Address.IsOfQuebec && !language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
}
