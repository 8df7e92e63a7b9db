using Portal.Business.Common;

namespace Portal.Business.Contracts.Billing;

/// <summary>A contract with all that decides what it bills.</summary>
public sealed record ContractToBill(Contract Contract, BilledOfContracts Billed, IReadOnlyCollection<DoneVisit> Visits)
{
    /// <summary>What is due through a day and not billed yet, in the order of its dates.</summary>
    /// <param name="today">No revision of a year that goes on then.</param>
    public IReadOnlyList<DueItem> Open(DateOnly through, DateOnly today) => [.. DueBilling.Of(Contract, through, Visits, Billed).Where(i => i.IsKnownOn(today) && !Billed.Has(i))];
}

public sealed record PlannedItem(Contract Contract, DueItem Due)
{
    /// <summary>The fiscal position of the days that it bills; of a revision, that of its line.</summary>
    public long? FiscalPositionId =>
        Contract.PositionOn(Contract.Lines.Find(l => l.Id == Due.LineId)?.StartsOn is { } starts && starts > Due.From ? starts : Due.From);

    /// <summary>Of its line or charge.</summary>
    public string Description => Contract.DescriptionOf(Due.LineId, Due.Kind);
}

/// <summary>One invoice of a billing run: what stands on it together.</summary>
/// <param name="Items">In the order in which they stand on it.</param>
/// <param name="Credits">A revision in the client's favour: credited on what was billed, not invoiced.</param>
public sealed record PlannedInvoice(DateOnly InvoiceOn, IReadOnlyList<PlannedItem> Items, bool Credits)
{
    /// <summary>What tells it from other invoices: two of equal keys are one.</summary>
    public required object Key { get; init; }

    public decimal Net => Items.Sum(i => i.Due.Net);

    public long? FiscalPositionId => Items[0].FiscalPositionId;

    public IReadOnlyList<Contract> Contracts => [.. Items.Select(i => i.Contract).Distinct()];
}

/// <summary>Which items share an invoice. Pure: the preview and the run both ask here.</summary>
public static class BillingPlan
{
    /// <summary>
    /// Per line: the line alone. Per contract: what is due together. Per payer: all that is due together of contracts of one company with the
    /// same payer, currency, payment terms, journal and delivery. An invoice has one fiscal position.
    /// </summary>
    public static IReadOnlyList<PlannedInvoice> Group(IEnumerable<PlannedItem> items) =>
    [
        .. items.GroupBy(Key).OrderBy(g => g.Key.On)
            .Select(g => new PlannedInvoice(g.Key.On, [.. g.OrderBy(i => i.Contract.Reference, StringComparer.Ordinal).ThenBy(i => i.Contract.Id)], g.Key.Credits) { Key = g.Key }),
    ];

    private static GroupKey Key(PlannedItem item)
    {
        var (contract, due) = item;
        var credits = due is { Kind: BilledKind.Revision, Net: < 0 };
        var own = new GroupKey(due.InvoiceOn, credits, contract.Id, due.Grouping == InvoiceGrouping.PerLine ? due.LineId : 0, item.FiscalPositionId, null);
        return due.Grouping == InvoiceGrouping.PerPayer && !credits
            ? own with { ContractId = 0, Shared = Sharing.Of(contract) }
            : own;
    }

    private sealed record GroupKey(DateOnly On, bool Credits, long ContractId, long LineId, long? PositionId, Sharing? Shared);

    private sealed record Sharing(long LegalEntityId, long PayerId, string Currency, long? TermsId, long? JournalId, ContractDelivery Delivery)
    {
        public static Sharing Of(Contract c) => new(c.LegalEntityId, c.PayerId, c.Currency, c.PaymentTermsId, c.JournalId, c.Delivery);
    }
}

/// <summary>What a run may bill of a contract without a person.</summary>
public static class BillingLimits
{
    /// <summary>Why the items of one date of a contract have to wait for a person; empty where nothing stands against them.</summary>
    /// <param name="items">All that is open on the date.</param>
    /// <param name="largestChange">In percent; null: no limit.</param>
    public static IReadOnlyList<Refusal> Check(ContractToBill of, DateOnly date, IReadOnlyList<DueItem> items, decimal? largestChange)
    {
        var refusals = new List<Refusal>();
        foreach (var item in items)
        {
            if (of.Billed.Overlapping(item) is { } other)
            {
                refusals.Add(Refusal.NotNow("Contracts.OverlapsBilled", item.From, item.To, other.From, other.To));
            }
        }

        if (largestChange is { } percent && Change(of, date) is { } change && change.Before != 0
            && Math.Abs(change.Now - change.Before) * 100 > percent * Math.Abs(change.Before))
        {
            refusals.Add(Refusal.NotNow(
                "Contracts.ChangeTooLarge", (change.Before, of.Contract.Currency), (change.Now, of.Contract.Currency), Math.Round((change.Now - change.Before) * 100 / change.Before, 2), percent));
        }

        return refusals;
    }

    /// <summary>
    /// What a whole period of the lines that are due on a date costs now, and on the date before. Parts of periods are compared at what a
    /// whole one costs, lines that are new, gone or skipped by a person are not compared.
    /// </summary>
    private static (decimal Before, decimal Now)? Change(ContractToBill of, DateOnly date)
    {
        var contract = of.Contract;
        var periods = DueBilling.Of(contract, date, of.Visits, of.Billed).Where(i => i.Kind == BilledKind.Period && i.Amount is not null).ToList();
        var now = Whole(periods.Where(i => i.InvoiceOn == date && !of.Billed.Skipped.Contains((i.LineId, i.Kind, i.Key))));
        var earlier = periods.Where(i => i.InvoiceOn < date && now.ContainsKey(contract.RootOf(i.LineId))).Select(i => (DateOnly?)i.InvoiceOn).Max();
        if (earlier is null)
        {
            return null;
        }

        var before = Whole(periods.Where(i => i.InvoiceOn == earlier));
        var same = now.Keys.Where(before.ContainsKey).ToList();
        return (same.Sum(r => before[r]), same.Sum(r => now[r]));

        Dictionary<long, decimal> Whole(IEnumerable<DueItem> items) => items.GroupBy(i => contract.RootOf(i.LineId))
            .ToDictionary(g => g.Key, g => g.MaxBy(i => i.To) is { Amount: { } amount } ? Money.Round(amount.Annual / amount.PerYear) : 0);
    }
}
