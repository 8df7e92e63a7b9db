using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Web.Invoicing;

/// <summary>A proforma as it stands on the screen, complete or not.</summary>
public sealed class InvoiceFields
{
    public long? BilledToId { get; set; }

    public string? Title { get; set; }

    public string? PurchaseOrder { get; set; }

    /// <summary>Where it is delivered; null: as billed.</summary>
    public long? SiteId { get; set; }

    public long? FiscalPositionId { get; set; }

    public long? PaymentTermsId { get; set; }

    public string? Message { get; set; }

    public DateOnly? SuppliedOn { get; set; }

    public DateOnly? PlannedOn { get; set; }

    public bool SendWhenIssued { get; set; }

    public DiscountKind DiscountKind { get; set; }

    /// <summary>Percent or amount, by kind; null is none.</summary>
    public decimal? DiscountValue { get; set; }

    /// <summary>What the client may hold back of the total, in percent; null is nothing.</summary>
    public decimal? RetentionPercent { get; set; }

    /// <summary>Null: a year after it is issued.</summary>
    public DateOnly? RetentionUntil { get; set; }

    public List<InvoiceLineFields> Lines { get; init; } = [];

    public DocumentDiscount Discount => new DocumentDiscount(DiscountKind, DiscountValue ?? 0).Rounded();

    public static InvoiceFields Of(ShowInvoice.Shown shown)
    {
        var head = shown.Head;
        var fields = new InvoiceFields
        {
            BilledToId = head.BilledToId,
            Title = head.Title,
            PurchaseOrder = head.PurchaseOrder,
            SiteId = head.SiteId,
            FiscalPositionId = head.FiscalPositionId,
            PaymentTermsId = head.PaymentTermsId,
            Message = head.Message,
            SuppliedOn = head.SuppliedOn,
            PlannedOn = head.PlannedOn,
            SendWhenIssued = head.SendWhenIssued,
            DiscountKind = head.Discount.Kind,
            DiscountValue = head.Discount.IsNone ? null : head.Discount.Value,
            RetentionPercent = head.RetentionPercent == 0 ? null : head.RetentionPercent,
            RetentionUntil = head.RetentionUntil,
        };
        fields.Lines.AddRange(shown.Lines.Select(InvoiceLineFields.Of));
        return fields;
    }

    /// <summary>Lines that were saved stay in the rows they stood in, which then draw only what saving changed.</summary>
    public InvoiceFields InRowsOf(InvoiceFields? before)
    {
        var rows = (before?.Lines ?? []).Where(l => l.Id is not null).DistinctBy(l => l.Id).ToDictionary(l => l.Id!.Value, l => l.Row);
        foreach (var line in Lines)
        {
            line.Row = line.Id is { } id && rows.TryGetValue(id, out var row) ? row : line.Row;
        }

        return this;
    }

    /// <summary>Changes the fiscal position, and with it what its lines are taxed with and booked on.</summary>
    public void MoveTo(long? positionId, IReadOnlyList<FiscalPosition> positions)
    {
        FiscalPositionId = positionId;
        if (positions.FirstOrDefault(p => p.Id == positionId) is { } position)
        {
            foreach (var line in Lines)
            {
                (line.TaxCodeId, line.GlAccountId) = (position.TaxCodeFor(line.TaxCodeId), position.AccountFor(line.GlAccountId));
            }
        }
    }

    public Invoice.Head ToHead() => new(
        BilledToId ?? 0, Title?.Trim() ?? "", PurchaseOrder?.Trim() ?? "", FiscalPositionId, PaymentTermsId,
        string.IsNullOrWhiteSpace(Message) ? null : Message, SuppliedOn, PlannedOn, SendWhenIssued && PlannedOn is not null, SiteId, Discount, RetentionPercent ?? 0,
        RetentionPercent is null or 0 ? null : RetentionUntil);

    public IReadOnlyList<ProformaLines.Line> ToLines() => [.. Lines.Select(l => new ProformaLines.Line(l.Id, l.Source, l.JobLineId, l.ProductId, l.ToValues()))];

    /// <summary>What it adds up to, by the rule that the saved document follows.</summary>
    public TaxedTotals Totals(TaxTable taxes, DateOnly today)
    {
        var shares = Discount.Shares([.. Lines.Select(l => l.IsDeduction ? 0 : l.Net)]);
        return TaxCalculation.Calculate([.. Lines.Zip(shares, (l, share) => (l.Net - share, taxes.Find(l.TaxCodeId)))], PlannedOn ?? today);
    }

    /// <summary>What the discount comes to.</summary>
    public decimal DiscountAmount => Discount.Of(Lines.Where(l => !l.IsDeduction).Sum(l => l.Net));

    /// <summary>What each subtotal says; null for the other kinds.</summary>
    public IReadOnlyList<decimal?> Subtotals() => Portal.Business.Invoicing.Subtotals.Of(Lines.Select(l => (l.Kind, l.Net)));
}

public sealed class InvoiceLineFields
{
    /// <summary>Null until it is saved.</summary>
    public long? Id { get; set; }

    public InvoiceLineKind Kind { get; init; }

    public InvoiceLineSource Source { get; init; }

    public long? JobLineId { get; init; }

    public long? ProductId { get; init; }

    /// <summary>What is left to invoice of its job line, this line not counted; null for other lines.</summary>
    public decimal? OrderedLeft { get; init; }

    public string Description { get; set; } = "";

    public decimal? Quantity { get; set; } = 1;

    public string? Unit { get; set; }

    public decimal? UnitPrice { get; set; }

    public decimal? DiscountPercent { get; set; }

    public long? TaxCodeId { get; set; }

    public long? GlAccountId { get; set; }

    public string? PurchaseOrder { get; set; }

    public DateOnly? ServiceFrom { get; set; }

    public DateOnly? ServiceTo { get; set; }

    /// <summary>The second row with service period and PO number is open.</summary>
    public bool ShowsDetails { get; set; }

    /// <summary>What its row on the screen is known by.</summary>
    internal object Row { get; set; } = new();

    private bool IsPriced => Kind == InvoiceLineKind.Priced && UnitPrice is not null and not 0;

    public bool LacksTaxCode => IsPriced && TaxCodeId is null;

    public bool LacksAccount => IsPriced && GlAccountId is null;

    /// <summary>All that its row shows; equal as long as it needs no new drawing.</summary>
    public object Shown() => (
        (Kind, IsDeduction, OrderedLeft), Description, Quantity, Unit, UnitPrice, DiscountPercent, (TaxCodeId, GlAccountId, PurchaseOrder, ServiceFrom, ServiceTo, ShowsDetails));

    /// <summary>It deducts a deposit: only its amount may be changed.</summary>
    public bool IsDeduction => Source == InvoiceLineSource.Deposit;

    /// <summary>Before the document's discount.</summary>
    public decimal Net => Kind != InvoiceLineKind.Priced ? 0 : Money.LineNet(
        Math.Clamp(Money.RoundQuantity(Quantity ?? 0), -PricedLine.LargestQuantity, PricedLine.LargestQuantity),
        Math.Clamp(Money.RoundUnitPrice(UnitPrice ?? 0), -Money.LargestAmount, Money.LargestAmount),
        Math.Clamp(DiscountPercent ?? 0, 0, 100));

    /// <summary>The same, in the same row of the screen.</summary>
    internal InvoiceLineFields Copy() => (InvoiceLineFields)MemberwiseClone();

    public static InvoiceLineFields Of(ShowInvoice.Line line)
    {
        var v = line.Values;
        return new InvoiceLineFields
        {
            Id = line.Id,
            Kind = v.Kind,
            Source = line.Source,
            JobLineId = line.JobLineId,
            ProductId = line.ProductId,
            OrderedLeft = line.IsShare ? null : line.OrderedLeft,
            Description = v.Description,
            Quantity = v.Quantity,
            Unit = v.Unit,
            UnitPrice = v.UnitPrice,
            DiscountPercent = v.DiscountPercent == 0 ? null : v.DiscountPercent,
            TaxCodeId = v.TaxCodeId,
            GlAccountId = v.GlAccountId,
            PurchaseOrder = v.PurchaseOrder,
            ServiceFrom = v.ServiceFrom,
            ServiceTo = v.ServiceTo,
            ShowsDetails = v.PurchaseOrder.Length > 0 || v.ServiceFrom is not null || v.ServiceTo is not null,
        };
    }

    public InvoiceLine.Values ToValues() => new(
        Description ?? "", Kind == InvoiceLineKind.Priced ? Quantity ?? 0 : 0, Unit?.Trim() ?? "", UnitPrice ?? 0, DiscountPercent ?? 0, TaxCodeId, GlAccountId, PurchaseOrder ?? "", ServiceFrom, ServiceTo, Kind);
}
