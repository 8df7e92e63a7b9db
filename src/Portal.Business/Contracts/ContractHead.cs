using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>What people write on the head of a contract.</summary>
public sealed partial class Contract
{
    /// <summary>What people write on its head.</summary>
    public sealed record Head(
        string Reference, string Title, long PayerId, ContractEntry Entry, DateOnly? SubscribedOn, DateOnly StartsOn, DateOnly? EndsOn, bool RenewsAutomatically,
        int NoticeDays, bool NoticeToClient, bool IsIndexable, BillingFrequency Frequency, BillingTiming Timing, BillingAnchor Anchor, FirstPeriod FirstPeriod,
        InvoiceGrouping Grouping, ContractRevision Revision, ContractDelivery Delivery, long? JournalId, long? FiscalPositionId, long? PaymentTermsId,
        string PurchaseOrder, string Notes, decimal? LargestChangePercent, int? MostInvoicesPerDay, ContractKind Kind = ContractKind.New);

    /// <summary>What is written on its head now.</summary>
    public Head Written => new(
        Reference, Title, PayerId, Entry, SubscribedOn, StartsOn, EndsOn, RenewsAutomatically, NoticeDays, NoticeToClient, IsIndexable, Frequency, Timing, Anchor, FirstPeriod,
        Grouping, Revision, Delivery, JournalId, FiscalPositionId, PaymentTermsId, PurchaseOrder, Notes, LargestChangePercent, MostInvoicesPerDay, Kind);

    /// <summary>
    /// Refuses an end before the start, no end where it is not renewed by itself, and a change of what decides the dates once something was billed.
    /// </summary>
    /// <param name="isBilled">A period of one of its lines was billed.</param>
    /// <param name="today">From which day a running contract is revised where that is switched on.</param>
    public Result Edit(Head head, bool isBilled, DateOnly today)
    {
        var refusals = ContractFields.Check(head);
        if (IsOver)
        {
            refusals.Add(Refusal.NotNow("Contracts.IsOver", Reference));
        }

        if (isBilled && (head.StartsOn, head.Frequency, head.Timing, head.Anchor, head.FirstPeriod) != (StartsOn, Frequency, Timing, Anchor, FirstPeriod))
        {
            refusals.Add(Refusal.NotNow("Contracts.DatesAreBilled", Reference).On(nameof(head.Frequency)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        (Reference, Title, PayerId, Entry, SubscribedOn) = (head.Reference.Trim(), head.Title.Trim(), head.PayerId, head.Entry, head.SubscribedOn);
        (StartsOn, RenewsAutomatically, NoticeDays, NoticeToClient) = (head.StartsOn, head.RenewsAutomatically, head.NoticeDays, head.NoticeToClient);
        EndsOn = head.EndsOn;
        (IsIndexable, Frequency, Timing, Anchor, FirstPeriod) = (head.IsIndexable, head.Frequency, head.Timing, head.Anchor, head.FirstPeriod);
        (Grouping, Delivery) = (head.Grouping, head.Delivery);
        Revise(head.Revision, today);
        (JournalId, FiscalPositionId, PaymentTermsId) = (head.JournalId, head.FiscalPositionId, head.PaymentTermsId);
        (PurchaseOrder, Notes) = (head.PurchaseOrder.Trim(), head.Notes.Trim());
        (LargestChangePercent, MostInvoicesPerDay) = (head.LargestChangePercent, head.MostInvoicesPerDay);
        Kind = Periods.Count > 1 ? Kind : head.Kind;
        FitPeriods();
        IndexForSearch();
        return Result.Done;
    }

    private void Revise(ContractRevision revision, DateOnly today)
    {
        if (revision != Revision)
        {
            RevisedSince = revision == ContractRevision.None || Status == ContractStatus.Draft ? null : today;
        }

        Revision = revision;
    }
}
