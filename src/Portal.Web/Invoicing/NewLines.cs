using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Web.Invoicing;

/// <summary>Lines as they are added to a proforma: from a product, a GL account, a job, or what was pasted.</summary>
internal static class NewLines
{
    /// <summary>What it says neither of gets tax code and account by default; both through the fiscal position.</summary>
    public static InvoiceLineFields Coded(this InvoiceLineFields line, ShowInvoiceChoices.Choices choices, long? positionId)
    {
        if (line.Kind == InvoiceLineKind.Priced)
        {
            (line.TaxCodeId, line.GlAccountId) = choices.For(positionId, line.TaxCodeId, line.GlAccountId);
        }

        return line;
    }

    public static InvoiceLineFields Of(PickProducts.Row product, string language) => new()
    {
        Source = InvoiceLineSource.Product,
        ProductId = product.Id,
        Description = product.Name.In(language),
        Unit = product.Unit.In(language),
        UnitPrice = product.UnitPrice,
        TaxCodeId = product.TaxCodeId,
        GlAccountId = product.GlAccountId,
    };

    public static InvoiceLineFields Of(ShowInvoiceChoices.Choice account, string language) => new()
    {
        Source = InvoiceLineSource.GlAccount,
        Description = account.Name.In(language),
        UnitPrice = 0,
        GlAccountId = account.Id,
    };

    /// <param name="order">The client's number for the whole invoice: what is the same is not said again.</param>
    public static InvoiceLineFields Of(PickJobLines.Row row, decimal quantity, string? order) => new()
    {
        Source = InvoiceLineSource.Job,
        JobLineId = row.JobLineId,
        ProductId = row.ProductId,
        OrderedLeft = row.Left,
        Description = row.Description,
        Quantity = quantity,
        Unit = row.Unit,
        UnitPrice = row.UnitPrice,
        DiscountPercent = row.DiscountPercent == 0 ? null : row.DiscountPercent,
        TaxCodeId = row.TaxCodeId,
        GlAccountId = row.GlAccountId,
        PurchaseOrder = row.PurchaseOrder == order ? "" : row.PurchaseOrder,
        ShowsDetails = row.PurchaseOrder.Length > 0 && row.PurchaseOrder != order,
    };

    public static InvoiceLineFields Of(PastedLines.Row row) => new()
    {
        Kind = row.Kind,
        Description = row.Description,
        Quantity = row.Quantity,
        Unit = row.Unit,
        UnitPrice = row.UnitPrice,
        DiscountPercent = row.DiscountPercent,
        PurchaseOrder = row.PurchaseOrder,
        ShowsDetails = row.PurchaseOrder.Length > 0,
    };
}
