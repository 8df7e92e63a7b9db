using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.Invoicing;

public enum InvoiceLineSource
{
    Text,
    Job,
    Product,
    GlAccount,
    Deposit,

    /// <summary>A period, a visit, a charge or a revision of a contract.</summary>
    Contract,
}

public sealed class InvoiceLine : Entity, IAuditedPart
{
    public long InvoiceId { get; init; }

    public int Position { get; set; }

    public InvoiceLineKind Kind { get; private set; }

    public InvoiceLineSource Source { get; init; }

    /// <summary>The job line that it bills or credits; of an amount that is credited of several jobs, one of the job's.</summary>
    public long? JobLineId { get; init; }

    /// <summary>How much of the job line it bills; differs from <see cref="Quantity"/> when a stage bills a share.</summary>
    public decimal JobQuantity { get; private set; }

    /// <summary>The deposit that it deducts; its net is below zero then.</summary>
    public long? DepositId { get; init; }

    /// <summary>The contract that it bills something of.</summary>
    public long? ContractId { get; init; }

    /// <summary>The day whose tax rates apply to it; null: the invoice's own.</summary>
    public DateOnly? RatesOf { get; private set; }

    /// <summary>What one unit was worth in the books when the deposit came that it deducts; null where nothing is converted.</summary>
    public decimal? DepositRate { get; private set; }

    /// <summary>What <see cref="PricedLine.Net"/> is worth in the books: the last deduction takes what is left of the deposit there. Null where nothing is converted.</summary>
    public decimal? DepositBook { get; private set; }

    /// <summary>The line of the original invoice that a credit note's line reverses.</summary>
    public long? OriginalLineId { get; init; }

    /// <summary>How much of the original line's quantity a credit note's line reverses; zero where it credits an amount.</summary>
    public decimal ReversedQuantity { get; private set; }

    public long? ProductId { get; init; }

    public string Description { get; private set; } = "";

    /// <summary>Four decimals.</summary>
    public decimal Quantity { get; private set; }

    public string Unit { get; private set; } = "";

    /// <summary>Before tax; six decimals.</summary>
    public decimal UnitPrice { get; private set; }

    /// <summary>10 means 10 %.</summary>
    public decimal DiscountPercent { get; private set; }

    /// <summary>After its own discount and its share of the document's: what it adds to the invoice, its taxes and its account.</summary>
    public decimal Net { get; private set; }

    /// <summary>Its share of the document's discount.</summary>
    public decimal DiscountShare { get; private set; }

    /// <summary>Before the document's discount: what its line says (EN 16931: BT-131).</summary>
    public decimal LineNet => Net + DiscountShare;

    /// <summary>What one unit costs the company, before tax, in its currency, as it was when the line was made; six decimals. Zero where it bills a job line, which carries it.</summary>
    public decimal UnitCost { get; set; }

    public long? TaxCodeId { get; private set; }

    public long? GlAccountId { get; private set; }

    public string PurchaseOrder { get; private set; } = "";

    public DateOnly? ServiceFrom { get; private set; }

    public DateOnly? ServiceTo { get; private set; }

    /// <summary>What is not priced needs neither tax code nor account.</summary>
    public bool IsPriced => Kind == InvoiceLineKind.Priced && (LineNet != 0 || UnitPrice != 0);

    /// <summary>The document's discount is on its net too.</summary>
    public bool TakesDiscount => Kind == InvoiceLineKind.Priced && DepositId is null;

    public string ShortDescription => Description.Length <= 60 ? Description : Description[..59] + "…";

    public sealed record Values(
        string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, long? TaxCodeId, long? GlAccountId,
        string PurchaseOrder = "", DateOnly? ServiceFrom = null, DateOnly? ServiceTo = null, InvoiceLineKind Kind = InvoiceLineKind.Priced)
    {
        /// <summary>A section, a subtotal or a remark.</summary>
        public static Values Of(InvoiceLineKind kind, string text) => new(text, 0, "", 0, 0, null, null, Kind: kind);
    }


    public Result Set(Values values)
    {
        if (values.Kind != InvoiceLineKind.Priced)
        {
            return SetText(values.Kind, values.Description.Trim());
        }

        var refusals = PricedLine.Check(values.Description, values.Quantity, values.UnitPrice, values.DiscountPercent);
        if (values is { ServiceFrom: { } from, ServiceTo: { } to } && to < from)
        {
            refusals.Add(Refusal.Invalid("Invoicing.ServiceEndsBeforeItStarts").On(nameof(ServiceTo)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        Kind = InvoiceLineKind.Priced;
        Description = values.Description.Trim();
        Quantity = Money.RoundQuantity(values.Quantity);
        Unit = values.Unit;
        UnitPrice = Money.RoundUnitPrice(values.UnitPrice);
        DiscountPercent = Money.RoundPercent(values.DiscountPercent);
        TaxCodeId = values.TaxCodeId;
        GlAccountId = values.GlAccountId;
        PurchaseOrder = values.PurchaseOrder.Trim();
        ServiceFrom = values.ServiceFrom;
        ServiceTo = values.ServiceTo;
        (Net, DiscountShare) = (Money.LineNet(Quantity, UnitPrice, DiscountPercent), 0);
        return Result.Done;
    }

    /// <summary>Sets its share of the document's discount.</summary>
    public void TakeDiscount(decimal share) => (Net, DiscountShare) = (LineNet - share, share);

    private Result SetText(InvoiceLineKind kind, string text)
    {
        if (JobLineId is not null || Source == InvoiceLineSource.Contract)
        {
            return Refusal.Invalid(JobLineId is null ? "Invoicing.ContractLineIsPriced" : "Invoicing.JobLineIsPriced").On(nameof(Kind));
        }

        if ((text.Length == 0 && kind != InvoiceLineKind.Subtotal ? Refusal.Invalid("Common.Required")
            : text.Length > PricedLine.LongestDescription ? Refusal.Invalid("Common.TooLong", "Description", PricedLine.LongestDescription)
            : null) is { } refusal)
        {
            return refusal.On(nameof(Description));
        }

        (Kind, Description, Quantity, Unit, UnitPrice, DiscountPercent, Net, DiscountShare) = (kind, text, 0, "", 0, 0, 0, 0);
        (TaxCodeId, GlAccountId, PurchaseOrder, ServiceFrom, ServiceTo) = (null, null, "", null, null);
        return Result.Done;
    }

    /// <summary>
    /// What a part of its quantity comes to. Parts are cut from the running total, so that they add up to the net, whatever each of
    /// them would be rounded to.
    /// </summary>
    /// <param name="before">Quantity of the parts before it.</param>
    public decimal NetOfPart(decimal before, decimal quantity) => NetOfPart(Net, Quantity, before, quantity);

    /// <inheritdoc cref="NetOfPart(decimal, decimal)" />
    public static decimal NetOfPart(decimal net, decimal whole, decimal before, decimal quantity) =>
        Money.Round(net * (before + quantity) / whole) - Money.Round(net * before / whole);

    /// <summary>Says of a deduction which document it deducts; its rates are those of the deposit's day.</summary>
    /// <param name="exchangeRate">Of the deposit, in another currency than that of the books; else null.</param>
    public void Deduct(string description, DateOnly ratesOf, decimal? exchangeRate = null) => (Description, RatesOf, DepositRate) = (description, ratesOf, exchangeRate);

    internal void ValueDeduction(decimal book) => DepositBook = book;

    /// <summary>
    /// Makes it the line of a credit note for a quantity: its net, and its share of the discount, are parts of the original's, which
    /// quantity × price may miss by a cent.
    /// </summary>
    public void Reverse(CreditLedger.Entry original, decimal quantity)
    {
        (ReversedQuantity, Net) = (quantity, original.NetOf(quantity));
        DiscountShare = original.IsReduced ? 0 : NetOfPart(original.Line.LineNet, original.Line.Quantity, original.Before, quantity) - Net;
    }

    /// <summary>Says how much of its job line it bills. The caller takes the same from the job line.</summary>
    public void Bill(decimal jobQuantity) => JobQuantity = jobQuantity;
}

/// <summary>One tax of an invoice, as calculated; final once issued.</summary>
public sealed class InvoiceTax : Entity
{
    private InvoiceTax()
    {
    }

    public InvoiceTax(long invoiceId, int position, TaxAmount tax)
    {
        InvoiceId = invoiceId;
        Position = position;
        TaxComponentId = tax.TaxComponentId;
        Name = tax.Name;
        Percent = tax.Percent;
        Base = tax.Base;
        Amount = tax.Amount;
        Reason = tax.Reason;
        GlAccountId = tax.GlAccountId;
    }

    public long InvoiceId { get; private set; }

    public int Position { get; private set; }

    public long? TaxComponentId { get; private set; }

    public LocalText Name { get; private set; } = LocalText.Empty;

    /// <summary>9.975 means 9.975 %.</summary>
    public decimal Percent { get; private set; }

    public decimal Base { get; private set; }

    public decimal Amount { get; private set; }

    public LocalText Reason { get; private set; } = LocalText.Empty;

    public long? GlAccountId { get; private set; }

    internal bool Says(TaxAmount tax) =>
        (TaxComponentId, Name, Percent, Base, Amount, Reason, GlAccountId) == (tax.TaxComponentId, tax.Name, tax.Percent, tax.Base, tax.Amount, tax.Reason, tax.GlAccountId);

    internal void Settle(decimal amount) => Amount = amount;
}

/// <summary>A part of an issued invoice and the day it is due.</summary>
public sealed class InvoiceInstalment : Entity
{
    private InvoiceInstalment()
    {
    }

    public InvoiceInstalment(long invoiceId, int position, Instalment instalment)
    {
        InvoiceId = invoiceId;
        Position = position;
        DueOn = instalment.DueOn;
        Amount = instalment.Amount;
    }

    public long InvoiceId { get; private set; }

    public int Position { get; private set; }

    public DateOnly DueOn { get; private set; }

    public decimal Amount { get; private set; }
}
