using Portal.Business.Contracts;

namespace Portal.Web.Contracts;

/// <summary>What is typed of a contract's head.</summary>
public sealed class ContractForm
{
    public string? Reference { get; set; } = "";

    public string? Title { get; set; } = "";

    public long? PayerId { get; set; }

    public string? PayerName { get; set; }

    public ContractEntry Entry { get; set; }

    public ContractKind Kind { get; set; }

    public DateOnly? SubscribedOn { get; set; }

    public DateOnly? StartsOn { get; set; }

    public DateOnly? EndsOn { get; set; }

    public bool RenewsAutomatically { get; set; } = true;

    public decimal? NoticeDays { get; set; } = 0;

    public bool NoticeToClient { get; set; }

    public bool IsIndexable { get; set; }

    public BillingFrequency Frequency { get; set; } = BillingFrequency.Monthly;

    public BillingTiming Timing { get; set; }

    public BillingAnchor Anchor { get; set; }

    public FirstPeriod FirstPeriod { get; set; }

    public InvoiceGrouping Grouping { get; set; }

    public ContractRevision Revision { get; set; }

    public ContractDelivery Delivery { get; set; }

    public long? JournalId { get; set; }

    public long? FiscalPositionId { get; set; }

    public long? PaymentTermsId { get; set; }

    public string? PurchaseOrder { get; set; } = "";

    public string? Notes { get; set; } = "";

    public decimal? LargestChangePercent { get; set; }

    public decimal? MostInvoicesPerDay { get; set; }

    public static ContractForm Of(ContractView view)
    {
        var head = view.Contract.Written;
        return new ContractForm
        {
            Reference = head.Reference,
            Title = head.Title,
            PayerId = head.PayerId,
            PayerName = view.Payer,
            Entry = head.Entry,
            Kind = head.Kind,
            SubscribedOn = head.SubscribedOn,
            StartsOn = head.StartsOn,
            EndsOn = head.EndsOn,
            RenewsAutomatically = head.RenewsAutomatically,
            NoticeDays = head.NoticeDays,
            NoticeToClient = head.NoticeToClient,
            IsIndexable = head.IsIndexable,
            Frequency = head.Frequency,
            Timing = head.Timing,
            Anchor = head.Anchor,
            FirstPeriod = head.FirstPeriod,
            Grouping = head.Grouping,
            Revision = head.Revision,
            Delivery = head.Delivery,
            JournalId = head.JournalId,
            FiscalPositionId = head.FiscalPositionId,
            PaymentTermsId = head.PaymentTermsId,
            PurchaseOrder = head.PurchaseOrder,
            Notes = head.Notes,
            LargestChangePercent = head.LargestChangePercent,
            MostInvoicesPerDay = head.MostInvoicesPerDay,
        };
    }

    public Contract.Head ToHead() => new(
        Reference ?? "", Title ?? "", PayerId ?? 0, Entry, SubscribedOn, StartsOn ?? default, EndsOn, RenewsAutomatically, Whole(NoticeDays) ?? 0, NoticeToClient, IsIndexable, Frequency,
        Timing, Anchor, FirstPeriod, Grouping, Revision, Delivery, JournalId, FiscalPositionId, PaymentTermsId, PurchaseOrder ?? "", Notes ?? "", LargestChangePercent,
        Whole(MostInvoicesPerDay), Kind);

    private static int? Whole(decimal? number) => number is { } n ? (int)Math.Clamp(decimal.Truncate(n), -1, 1_000_000) : null;
}
