using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.Billing;

/// <summary>What becomes of one planned invoice.</summary>
/// <param name="Invoice">As it would be, without number; null for what is credited and for what the limits hold back.</param>
/// <param name="Reasons">Why it is left to a person; empty where it is billed.</param>
/// <param name="DatedOn">The date that it is to have.</param>
/// <param name="IssueOn">The day of issue where it is issued now; null: it stays a proforma, planned for a day to come or left to a person.</param>
/// <param name="Lines">The invoice line of each item.</param>
internal sealed record BillingVerdict(
    PlannedInvoice Plan, Invoice? Invoice, IReadOnlyList<Refusal> Reasons, DateOnly DatedOn, DateOnly? IssueOn, bool Send, IReadOnlyList<InvoiceLine> Lines)
{
    public bool IsParked => Reasons.Count > 0;
}

/// <summary>
/// Judges what is due of some contracts, date by date in their order: the preview all dates of all contracts, the run one date of some of them at a time.
/// </summary>
/// <param name="tally">Of invoices by their days, which several judges share.</param>
internal sealed class BillingJudge(ContractsToBill of, BillingDates dates, InvoiceTally tally, DateTime now)
{
    private readonly HashSet<long> waiting = [];

    private readonly SortedDictionary<DateOnly, List<(ContractToBill Of, List<DueItem> Items)>> open = [];

    /// <summary>On which something is open.</summary>
    public IEnumerable<DateOnly> Dates => open.Keys;

    public bool Has(DateOnly date) => open.ContainsKey(date);

    /// <param name="until">The last date of an invoice of each contract (<see cref="BillingDays.Until"/>); null: nothing of it.</param>
    /// <param name="only">Only this date: a contract that has something open before it waits. Null: all of them.</param>
    public async Task LookAsync(PortalDbContext db, Func<ContractToBill, DateOnly?> until, DateOnly? only, CancellationToken ct)
    {
        foreach (var contract in of.Contracts)
        {
            foreach (var items in contract.Open(until(contract) ?? DateOnly.MinValue, dates.Today).GroupBy(i => i.InvoiceOn))
            {
                if (items.Key < only)
                {
                    waiting.Add(contract.Contract.Id);
                }
                else if (only is null || items.Key == only)
                {
                    (open.TryGetValue(items.Key, out var due) ? due : open[items.Key] = []).Add((contract, [.. items]));
                }
            }
        }

        await tally.LoadAsync(db, of, [.. Dates.Select(dates.Of).Distinct()], ct);
    }

    /// <summary>What becomes of a date; those before it were judged.</summary>
    public async Task<IReadOnlyList<BillingVerdict>> JudgeAsync(PortalDbContext db, DateOnly date, CancellationToken ct)
    {
        var due = open.GetValueOrDefault(date, []).Where(o => !waiting.Contains(o.Of.Contract.Id)).ToList();
        var dated = dates.Of(date);
        var locked = new Lazy<Task<IReadOnlyList<Refusal>>>(() => PeriodLock.RefusalsAsync(db, of.Book.Entity, dates.IssueOn(dated, of.LastIssued), ct));
        var broken = new HashSet<object>();
        while (true)
        {
            var (held, passed) = Pass(date, dated, due, broken);
            var plans = BillingPlan.Group(passed);
            var later = LaterCredits(plans);
            var uncreditable = await CreditableRevisions.WhyNotAsync(db, plans, of.Book.Taxes, ct);
            var made = await MakeAsync([.. plans.Except(later)], dated, locked, uncreditable);
            var none = made.Where(v => v.IsParked && !v.Plan.Credits && broken.Add(v.Plan.Key)).ToList();
            if (held.Count > 0 && none.Count > 0)
            {
                // An invoice that is not made counts for no limit: what is held back may pass now.
                continue;
            }

            List<BillingVerdict> verdicts = [.. held, .. made];
            waiting.UnionWith(verdicts.Where(v => v.IsParked).Select(v => v.Plan).Concat(later).SelectMany(p => p.Contracts).Select(c => c.Id));
            foreach (var plan in made.Where(v => v.Invoice is not null && !v.IsParked).Select(v => v.Plan))
            {
                plan.Contracts.ToList().ForEach(c => tally.Add(new InvoiceTally.Entry(c.Id, c.PayerId, dated, plan.Key)));
            }

            return verdicts;
        }
    }

    /// <summary>What the limits hold back, and what they let pass.</summary>
    /// <param name="broken">Plans of invoices that can't be made.</param>
    private (List<BillingVerdict> Held, List<PlannedItem> Passed) Pass(DateOnly date, DateOnly dated, List<(ContractToBill Of, List<DueItem> Items)> due, HashSet<object> broken)
    {
        var (held, passed, counted) = (new List<BillingVerdict>(), new List<PlannedItem>(), new List<InvoiceTally.Entry>());
        foreach (var (contract, items) in due)
        {
            var plans = BillingPlan.Group(items.Select(i => new PlannedItem(contract.Contract, i)));
            var more = plans.Where(p => !p.Credits && !broken.Contains(p.Key)).Select(p => new InvoiceTally.Entry(contract.Contract.Id, contract.Contract.PayerId, dated, p.Key)).ToList();
            var refusals = Released(contract.Contract.Id, date) ? [] : Limits(contract, date, dated, items, more);
            if (refusals.Count > 0)
            {
                held.AddRange(plans.Select(p => new BillingVerdict(p, null, refusals, dated, null, false, [])));
                continue;
            }

            passed.AddRange(items.Select(i => new PlannedItem(contract.Contract, i)));
            counted.AddRange(more);
            more.ForEach(tally.Add);
        }

        counted.ForEach(tally.Remove);
        return (held, passed);
    }

    /// <summary>What a credit note credits may be billed on the same date: it waits for the run after that, so that neither stands in the way of the other.</summary>
    private static List<PlannedInvoice> LaterCredits(IReadOnlyList<PlannedInvoice> plans)
    {
        var invoiced = plans.Where(p => !p.Credits).SelectMany(p => p.Contracts).ToHashSet();
        return [.. plans.Where(p => p.Credits && invoiced.Contains(p.Contracts[0]))];
    }

    private async Task<List<BillingVerdict>> MakeAsync(
        List<PlannedInvoice> plans, DateOnly dated, Lazy<Task<IReadOnlyList<Refusal>>> locked, IReadOnlyDictionary<PlannedItem, Refusal> uncreditable)
    {
        var verdicts = new List<BillingVerdict>(plans.Count);
        foreach (var plan in plans)
        {
            verdicts.Add(plan.Credits ? new BillingVerdict(plan, null, WhyNotCredit(plan, uncreditable), dated, null, false, []) : await MakeAsync(plan, dated, locked));
        }

        return verdicts;
    }

    private bool Released(long contractId, DateOnly date) => of.Parked.Any(p => p.ContractId == contractId && p.InvoiceOn == date && p.IsReleased);

    private List<Refusal> Limits(ContractToBill contract, DateOnly date, DateOnly dated, List<DueItem> items, List<InvoiceTally.Entry> more)
    {
        var (own, payer) = (contract.Contract, of.Clients[contract.Contract.PayerId]);
        List<Refusal> refusals = [.. BillingLimits.Check(contract, date, items, of.LargestChange(own))];
        if (own.MostInvoicesPerDay is { } most && tally.OfContract(own.Id, dated, more) is var count && count > most)
        {
            refusals.Add(Refusal.NotNow("Contracts.TooManyInvoices", count, dated, most));
        }

        if (of.MostInvoicesOfPayer(own) is { } mostOfPayer && tally.OfPayer(own.PayerId, dated, more) is var all && all > mostOfPayer)
        {
            refusals.Add(Refusal.NotNow("Contracts.TooManyInvoicesOfPayer", payer.Name, all, dated, mostOfPayer));
        }

        return refusals;
    }

    /// <summary>A person who makes proformas of everything wants to see a credit note before it is issued.</summary>
    private IReadOnlyList<Refusal> WhyNotCredit(PlannedInvoice plan, IReadOnlyDictionary<PlannedItem, Refusal> uncreditable) =>
        plan.Contracts[0] is { Delivery: ContractDelivery.Proforma } contract && !Released(contract.Id, plan.InvoiceOn)
            ? [Refusal.NotNow("Contracts.RevisionToCredit", (-plan.Net, contract.Currency))] : [.. plan.Items.Select(i => uncreditable.GetValueOrDefault(i)).OfType<Refusal>().Distinct()];

    private static bool IsForIssuingOnly(string code) => code == "Invoicing.NoPurchaseOrder" || MendingPlaces.IsMention(code);

    private async Task<BillingVerdict> MakeAsync(PlannedInvoice plan, DateOnly dated, Lazy<Task<IReadOnlyList<Refusal>>> locked)
    {
        var delivery = plan.Contracts[0].Delivery;
        var issues = delivery != ContractDelivery.Proforma && dated <= dates.Today;
        var issueOn = issues ? dates.IssueOn(dated, of.LastIssued) : (DateOnly?)null;
        var planned = delivery != ContractDelivery.Proforma && !issues ? dated : (DateOnly?)null;
        var built = ContractInvoices.Build(plan, of, planned, delivery == ContractDelivery.IssueAndSend, now);
        if (!built.TryGet(out var draft))
        {
            return new BillingVerdict(plan, null, built.Refusals, dated, null, false, []);
        }

        var (invoice, lines) = draft;
        var (buyer, payer) = (of.Clients[invoice.ClientId], of.Clients[invoice.BilledToId]);
        var missing = InvoiceIssuing.Missing(invoice, buyer, payer, of.Book, issueOn ?? dated, [], issues ? await locked.Value : [])
            .Where(r => issues || !IsForIssuingOnly(r.Code)).ToList();
        return new BillingVerdict(plan, invoice, missing, dated, issueOn, issues && delivery == ContractDelivery.IssueAndSend, lines);
    }
}
