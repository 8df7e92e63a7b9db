using Portal.Business.Common;

namespace Portal.Business.Invoicing;

/// <summary>What a new proforma may begin with, under a name: lines, message, terms, discount. Knows no client, job, number or day.</summary>
public sealed class InvoiceTemplate : Entity, IVersioned, IAudited
{
    private InvoiceTemplate()
    {
    }

    public InvoiceTemplate(long legalEntityId, string language, TemplateContent content, DateTime now) =>
        (LegalEntityId, Language, Content, CreatedAt) = (legalEntityId, language, content, now);

    public long LegalEntityId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Of its lines and message.</summary>
    public string Language { get; private set; } = "";

    [NotAudited]
    public TemplateContent Content { get; private set; } = TemplateContent.Empty;

    public DateTime CreatedAt { get; private set; }

    public int Version { get; private set; }

    public Result Rename(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return Refusal.Invalid("Common.Required").On(nameof(Name));
        }

        Name = name.Trim();
        return Result.Done;
    }
}

/// <param name="Lines">Without job, PO number and service period.</param>
public sealed record TemplateContent(string Title, string? Message, long? PaymentTermsId, DocumentDiscount Discount, IReadOnlyList<TemplateContent.Line> Lines)
{
    public sealed record Line(InvoiceLineSource Source, long? ProductId, InvoiceLine.Values Values);

    public static TemplateContent Empty { get; } = new("", null, null, DocumentDiscount.None, []);

    public static TemplateContent Of(Invoice invoice) => new(
        invoice.Title, invoice.Message, invoice.PaymentTermsId, invoice.Discount,
        [.. invoice.Lines.Where(l => l.DepositId is null).OrderBy(l => l.Position).Select(l => new Line(
            l.Source is InvoiceLineSource.Job or InvoiceLineSource.Contract ? InvoiceLineSource.Text : l.Source, l.ProductId,
            ProformaStart.ValuesOf(l, l.Quantity) with { PurchaseOrder = "", ServiceFrom = null, ServiceTo = null }))]);
}
