using Portal.Business.Common;

namespace Portal.Business.JobFolders;

/// <summary>Something ordered in a job, and how much of it is invoiced.</summary>
public sealed class JobLine : Entity, IVersioned, IAuditedPart
{
    private decimal quantity;
    private decimal unitPrice;

    public long JobId { get; init; }

    public int Position { get; set; }

    public long? ProductId { get; init; }

    public long? QuoteLineId { get; init; }

    public required string Description { get; set; }

    /// <summary>Ordered; four decimals.</summary>
    public required decimal Quantity { get => quantity; init => quantity = value; }

    /// <summary>What was ordered of time that is billed as it is delivered: then nothing is to invoice of this line, and its quantity is zero. Null: billed as ordered.</summary>
    public decimal? EstimatedQuantity { get; init; }

    public bool BillsDelivered => EstimatedQuantity is not null;

    public string Unit { get; init; } = "";

    /// <summary>Before tax; six decimals.</summary>
    public required decimal UnitPrice { get => unitPrice; init => unitPrice = value; }

    /// <summary>What one unit costs the company, before tax, in its currency, as it was when the line was ordered; six decimals.</summary>
    public decimal UnitCost { get; set; }

    /// <summary>10 means 10 %.</summary>
    public decimal DiscountPercent { get; init; }

    public decimal Net { get; private set; }

    public long? TaxCodeId { get; set; }

    public long? GlAccountId { get; set; }

    public string PurchaseOrder { get; set; } = "";

    /// <summary>On invoices and proformas that are not cancelled, less what credit notes gave back.</summary>
    public decimal InvoicedQuantity { get; private set; }

    /// <summary>Net amount of the same.</summary>
    public decimal InvoicedNet { get; private set; }

    /// <summary>The stage of the job that it belongs to.</summary>
    public long? StageId { get; set; }

    public int Version { get; private set; }

    public decimal QuantityToInvoice => Quantity - InvoicedQuantity;

    public decimal NetToInvoice => Net - InvoicedNet;

    /// <summary>Some of it, in quantity and amount, is on no invoice yet.</summary>
    public bool IsLeftToInvoice => LeftNet != 0;

    /// <summary>What is still to invoice of it: nothing once all of its quantity is billed, at whatever price that was.</summary>
    public decimal LeftNet => LeftOf(Quantity, Net, InvoicedQuantity, InvoicedNet);

    internal static decimal LeftOf(decimal quantity, decimal net, decimal invoicedQuantity, decimal invoicedNet) =>
        quantity - invoicedQuantity is var more && more != 0 && Math.Sign(more) == Math.Sign(quantity) && Math.Sign(net - invoicedNet) == Math.Sign(net) ? net - invoicedNet : 0;

    public JobLine Priced()
    {
        Net = Money.LineNet(Quantity, UnitPrice, DiscountPercent);
        return this;
    }

    /// <summary>
    /// Another quantity or price than was ordered first. What is on invoices and proformas of it stays below: neither quantity nor amount goes under that, and the
    /// price stays once it was billed at it.
    /// </summary>
    internal Result Correct(decimal toQuantity, decimal toPrice)
    {
        var isBilled = InvoicedQuantity != 0 || InvoicedNet != 0;
        if (isBilled && toPrice != UnitPrice)
        {
            return Refusal.NotNow("JobFolders.PriceIsInvoiced", Description).On(nameof(UnitPrice));
        }

        var net = Money.LineNet(toQuantity, toPrice, DiscountPercent);
        if (isBilled && (IsLess(toQuantity, InvoicedQuantity) || IsLess(net, InvoicedNet)))
        {
            return Refusal.NotNow("JobFolders.LessThanInvoiced", Description, InvoicedQuantity).On(nameof(Quantity));
        }

        (quantity, unitPrice, Net) = (toQuantity, toPrice, net);
        return Result.Done;
    }

    private static bool IsLess(decimal wanted, decimal invoiced) => invoiced != 0 && (Math.Sign(wanted) != Math.Sign(invoiced) || Math.Abs(wanted) < Math.Abs(invoiced));

    /// <summary>
    /// Takes a quantity for an invoice. More than what is left is refused unless <paramref name="mayExceed"/>. Two people who take
    /// at once are told apart by the version of this line.
    /// </summary>
    /// <param name="already">What the invoice has of it, which it changes by <paramref name="quantity"/>.</param>
    public Result Take(decimal quantity, decimal net, bool mayExceed, decimal already = 0)
    {
        if (!mayExceed && Math.Abs(InvoicedQuantity + quantity) > Math.Abs(Quantity) && quantity != 0 && Math.Sign(quantity) == Math.Sign(Quantity))
        {
            return Refusal.NotNow("JobFolders.MoreThanLeft", Description, Quantity < 0 ? Math.Min(0, QuantityToInvoice + already) : Math.Max(0, QuantityToInvoice + already), quantity + already);
        }

        InvoicedQuantity += quantity;
        InvoicedNet += net;
        return Result.Done;
    }

    /// <summary>Gives back what a deleted proforma or a credit note had taken.</summary>
    public void GiveBack(decimal quantity, decimal net)
    {
        InvoicedQuantity -= quantity;
        InvoicedNet -= net;
    }
}
