using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Web.Invoicing;

/// <summary>One line in the window that adds several: of a product, a GL account, or words of one's own.</summary>
/// <param name="source">Product, GlAccount or Text.</param>
internal sealed class AddedLine(InvoiceLineSource source)
{
    public InvoiceLineSource Source => source;

    /// <summary>The product or the account; null as long as none is chosen, and for words of one's own.</summary>
    public long? ChosenId { get; private set; }

    public string? ChosenText { get; private set; }

    public InvoiceLineFields Line { get; private set; } = new() { Source = source };

    /// <summary>Nothing was chosen or typed: it is left out.</summary>
    public bool IsEmpty => ChosenId is null && string.IsNullOrWhiteSpace(Line.Description) && Line.UnitPrice is null;

    /// <summary>What keeps it from being added; null when nothing does.</summary>
    /// <param name="at">Where it stands, from 0.</param>
    public Refusal? Lacks(int at) =>
        source != InvoiceLineSource.Text && ChosenId is null ? Required($"Added[{at}].Choice")
        : string.IsNullOrWhiteSpace(Line.Description) ? Required($"Added[{at}].Description")
        : null;

    /// <summary>Takes what the product says; the quantity stays as typed.</summary>
    /// <param name="product">Null: none any more.</param>
    public void Choose(InvoiceLineFields? product, string? text)
    {
        (ChosenId, ChosenText) = (product?.ProductId, text);
        Take(product ?? new InvoiceLineFields { Source = source });
    }

    /// <summary>Takes what the account is called; its price is to be typed.</summary>
    public void Choose(ShowInvoiceChoices.Choice? account, string language)
    {
        var price = Line.UnitPrice;
        ChosenId = account?.Id;
        Take(account is null ? new InvoiceLineFields { Source = source } : NewLines.Of(account, language));
        Line.UnitPrice = price;
    }

    private void Take(InvoiceLineFields line)
    {
        line.Quantity = Line.Quantity;
        Line = line;
    }

    private static Refusal Required(string field) => Refusal.Invalid("Common.Required").On(field);
}
