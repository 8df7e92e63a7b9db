using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.JobFolders;

namespace Portal.Business.PrepaidHours;

/// <summary>
/// Hours that a client bought with one line of an order, as an account. Its balance is the sum of its movements; the version lets two who
/// take hours at once take them one after the other.
/// </summary>
public sealed class HoursPack : Entity, IVersioned, IAudited, IBelongsToClient
{
    private HoursPack()
    {
    }

    public long LegalEntityId { get; private set; }

    public long ClientId { get; private set; }

    /// <summary>The line that was ordered, in whichever job it stands now.</summary>
    public long JobLineId { get; private set; }

    public string Number { get; private set; } = "";

    public string Description { get; private set; } = "";

    public DateOnly BoughtOn { get; private set; }

    /// <summary>The last day on which hours can be used; null: they do not expire.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    public HoursOverage Overage { get; private set; }

    /// <summary>
    /// Of an hour over, before tax; null: the price of the company's product for an hour of work. Where it is billed as delivered, of each hour, before the
    /// discount of the order.
    /// </summary>
    public decimal? OverRate { get; private set; }

    /// <summary>Not prepaid: the order is a budget, and its time is billed as it is delivered.</summary>
    public bool BillsDelivered { get; private set; }

    public int BoughtMinutes { get; private set; }

    /// <summary>Delivered: what time entries took, less what their corrections gave back.</summary>
    [NotAudited]
    public int UsedMinutes { get; private set; }

    /// <summary>Sum of all movements.</summary>
    [NotAudited]
    public int BalanceMinutes { get; private set; }

    /// <summary>The quote that was made last to top it up.</summary>
    public long? TopUpQuoteId { get; private set; }

    public int Version { get; private set; }

    /// <summary>Opens the account of an ordered line, with its first movement.</summary>
    public static (HoursPack Pack, HoursMovement Bought) Open(Job job, JobLine line, SoldHours hours, DateOnly on, DateTime now, string by)
    {
        var pack = new HoursPack
        {
            LegalEntityId = job.LegalEntityId,
            ClientId = job.ClientId,
            JobLineId = line.Id,
            Number = $"{job.Number}-{line.Position}",
            Description = Folding.Cut(line.Description, 200),
            BoughtOn = on,
            ExpiresOn = hours.ValidMonths is { } months ? on.AddMonths(months).AddDays(-1) : null,
            Overage = hours.Overage,
            BillsDelivered = line.BillsDelivered,
            OverRate = line.BillsDelivered ? hours.RateOf(line.UnitPrice) : hours.OverRate,
            BoughtMinutes = hours.MinutesOf(line.EstimatedQuantity ?? line.Quantity),
        };
        return (pack, pack.Add(HoursMovementKind.Bought, pack.BoughtMinutes, on, now, by, "", $"line:{line.Id}"));
    }

    public bool IsExpiredOn(DateOnly day) => ExpiresOn < day;

    /// <summary>The only way in which the balance changes.</summary>
    public HoursMovement Add(HoursMovementKind kind, int minutes, DateOnly on, DateTime now, string by, string note, string source, long? timeEntryId = null)
    {
        BalanceMinutes += minutes;
        UsedMinutes -= kind == HoursMovementKind.Used ? minutes : 0;
        return new HoursMovement
        {
            PackId = Id,
            ClientId = ClientId,
            Kind = kind,
            Minutes = minutes,
            On = on,
            At = now,
            By = by,
            Note = Folding.Cut(note, 500),
            TimeEntryId = timeEntryId,
            Source = source,
        };
    }

    /// <summary>Hours that were not used in time; null where none are left.</summary>
    public HoursMovement? Expire(DateOnly today, DateTime now) => ExpiresOn is { } last && last < today && BalanceMinutes > 0
        ? Add(HoursMovementKind.Expired, -BalanceMinutes, last.AddDays(1), now, "", "", $"expired:{Id}:{Version}")
        : null;

    public void ProposeAgain(long quoteId) => TopUpQuoteId = quoteId;

    /// <summary>
    /// What happens from now on where no hours are left; the rate counts where that is invoiced. Of a budget only whether it blocks: its time is billed anyway, at the price
    /// of the order.
    /// </summary>
    public Result ChangeOverage(HoursOverage overage, decimal? rate)
    {
        if (BillsDelivered && overage == HoursOverage.Bill && Overage != HoursOverage.Bill)
        {
            return Refusal.NotNow("PrepaidHours.BilledAnyway", Number).On(nameof(Overage));
        }

        var over = !BillsDelivered && overage == HoursOverage.Bill ? (rate is { } price ? Money.RoundUnitPrice(price) : (decimal?)null) : OverRate;
        if (Overage == overage && OverRate == over)
        {
            return Refusal.NotNow("PrepaidHours.RuleUnchanged");
        }

        (Overage, OverRate) = (overage, over);
        return Result.Done;
    }

    /// <summary>Sets a new last day, or none.</summary>
    public void Extend(DateOnly? expiresOn) => ExpiresOn = expiresOn;
}
