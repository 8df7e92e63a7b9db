using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Invoicing;

/// <summary>Bills a part of a job line that is no plain quantity of it: an amount of its own, which says of what it is a part.</summary>
internal static class LineShares
{
    /// <param name="part">Not more than the line has left.</param>
    /// <param name="percent">Of the line, where it is one; null says the amount.</param>
    public static void Bill(Invoice invoice, JobLine line, LinePart part, decimal? percent = null)
    {
        if (part is { Net: 0, Quantity: 0 })
        {
            return;
        }

        var (net, quantity) = part;
        var billed = new InvoiceLine { Source = InvoiceLineSource.Job, JobLineId = line.Id, ProductId = line.ProductId };
        var set = billed.Set((net, quantity) == (line.Net, line.Quantity)
            ? new InvoiceLine.Values(line.Description, line.Quantity, line.Unit, line.UnitPrice, line.DiscountPercent, line.TaxCodeId, line.GlAccountId, line.PurchaseOrder)
            : new InvoiceLine.Values(TextOf(line.Description, line, net, percent, invoice), 1, "", net, 0, line.TaxCodeId, line.GlAccountId, line.PurchaseOrder));
        if (!set.Succeeded || !line.Take(quantity, net, mayExceed: false).Succeeded)
        {
            throw new InvalidOperationException($"A part of job line {line.Id} can't be billed: {set.Refusal?.Code}.");
        }

        billed.Bill(quantity);
        invoice.AddLine(billed);
    }

    /// <summary>A line of an invoice as an amount of its own, in place of quantity × price.</summary>
    public static InvoiceLine.Values AsAmount(InvoiceLine.Values values, JobLine line, decimal net, Invoice invoice) =>
        values with { Description = TextOf(values.Description, line, net, null, invoice), Quantity = 1, Unit = "", UnitPrice = net, DiscountPercent = 0 };

    private static string TextOf(string description, JobLine line, decimal net, decimal? percent, Invoice invoice)
    {
        var formats = Formats.For(invoice.Language);
        var share = TextsIn.Get<InvoicingText>(
            invoice.Language, "StageLine", percent is { } known ? formats.Percent(known) : formats.Amount(net, invoice.Currency), formats.Amount(line.Net, invoice.Currency));
        var room = PricedLine.LongestDescription - share.Length - 1;
        return (description.Length > room ? description[..(room - 1)] + "…" : description) + "\n" + share;
    }
}
