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

/// <summary>Judges what is due of some contracts, date by date: the preview for all dates, the run for one at a time.</summary>
internal sealed class BillingJudge(ContractsToBill of, BillingDates dates, DateTime now)
{
    private readonly HashSet<long> waiting = [];

    private readonly List<ContractsToBill.Dated> made = [.. of.Invoices];

    /// <param name="through">The last date of an invoice.</param>
    /// <param name="only">Only this date: a contract that has something open before it waits.</param>
    /// <param name="until">The last date of each contract (<see cref="BillingDays.Until"/>); null: of all of them the last date of an invoice.</param>
    public async Task<IReadOnlyList<BillingVerdict>> RunAsync(
        PortalDbContext db, DateOnly through, DateOnly? only, CancellationToken ct, IReadOnlyDictionary<long, DateOnly?>? until = null)
    {
        var open = of.Contracts.Select(c => (c, Items: c.Open(until is null ? through : until[c.Contract.Id] ?? DateOnly.MinValue, dates.Today))).Where(o => o.Items.Count > 0).ToList();
        var verdicts = new List<BillingVerdict>();
        foreach (var date in open.SelectMany(o => o.Items).Select(i => i.InvoiceOn).Distinct().Order())
        {
            if (only is { } wanted && date != wanted)
            {
                waiting.UnionWith(date < wanted ? open.Where(o => o.Items.Any(i => i.InvoiceOn == date)).Select(o => o.c.Contract.Id) : []);
                continue;
            }

            var due = open.Where(o => !waiting.Contains(o.c.Contract.Id)).Select(o => (o.c, Items: o.Items.Where(i => i.InvoiceOn == date).ToList()))
                .Where(o => o.Items.Count > 0).ToList();
            verdicts.AddRange(await JudgeAsync(db, date, due, ct));
        }

        return verdicts;
    }

    private async Task<List<BillingVerdict>> JudgeAsync(PortalDbContext db, DateOnly date, List<(ContractToBill Of, List<DueItem> Items)> due, CancellationToken ct)
    {
        var verdicts = new List<BillingVerdict>();
        var passed = new List<PlannedItem>();
        var dated = dates.Of(date);
        foreach (var (contract, items) in due)
        {
            var planned = items.Select(i => new PlannedItem(contract.Contract, i)).ToList();
            var refusals = Released(contract.Contract.Id, date) ? [] : Limits(contract, date, dated, items, planned);
            if (refusals.Count == 0)
            {
                passed.AddRange(planned);
                continue;
            }

            waiting.Add(contract.Contract.Id);
            verdicts.AddRange(BillingPlan.Group(planned).Select(p => new BillingVerdict(p, null, refusals, dated, null, false, [])));
        }

        var locked = new Lazy<Task<IReadOnlyList<Refusal>>>(() => PeriodLock.RefusalsAsync(db, of.Book.Entity, dates.IssueOn(dated, of.LastIssued), ct));
        var plans = BillingPlan.Group(passed);
        foreach (var plan in plans)
        {
            // What it credits may be billed on the same date: it waits for the run after that, so that neither stands in the way of the other.
            if (plan.Credits && plans.Any(p => !p.Credits && p.Contracts.Contains(plan.Contracts[0])))
            {
                waiting.UnionWith(plan.Contracts.Select(c => c.Id));
                continue;
            }

            var verdict = plan.Credits ? new BillingVerdict(plan, null, WhyNotCredit(plan), dated, null, false, []) : await MakeAsync(plan, dated, locked);
            verdicts.Add(verdict);
            if (verdict.IsParked)
            {
                waiting.UnionWith(plan.Contracts.Select(c => c.Id));
            }
        }

        return verdicts;
    }

    private bool Released(long contractId, DateOnly date) => of.Parked.Any(p => p.ContractId == contractId && p.InvoiceOn == date && p.IsReleased);

    private List<Refusal> Limits(ContractToBill contract, DateOnly date, DateOnly dated, List<DueItem> items, List<PlannedItem> planned)
    {
        List<Refusal> refusals = [.. BillingLimits.Check(contract, date, items, of.LargestChange(contract.Contract))];
        var more = BillingPlan.Group(planned).Where(p => !p.Credits)
            .Select((p, at) => new ContractsToBill.Dated(
                contract.Contract.Id, contract.Contract.PayerId, dated, p.Items[0].Due.Grouping == InvoiceGrouping.PerPayer ? -contract.Contract.PayerId : -made.Count - at - 1)).ToList();
        if (contract.Contract.MostInvoicesPerDay is { } most && Count(i => i.ContractId == contract.Contract.Id) is var own && own > most)
        {
            refusals.Add(Refusal.NotNow("Contracts.TooManyInvoices", own, dated, most));
        }

        if (of.MostInvoicesOfPayer(contract.Contract) is { } mostOfPayer && Count(i => i.PayerId == contract.Contract.PayerId) is var all && all > mostOfPayer)
        {
            refusals.Add(Refusal.NotNow("Contracts.TooManyInvoicesOfPayer", of.Clients[contract.Contract.PayerId].Name, all, dated, mostOfPayer));
        }

        if (refusals.Count == 0)
        {
            made.AddRange(more);
        }

        return refusals;

        int Count(Func<ContractsToBill.Dated, bool> which) => made.Concat(more).Where(i => i.On == dated && which(i)).Select(i => i.InvoiceId).Distinct().Count();
    }

    /// <summary>A person who makes proformas of everything wants to see a credit note before it is issued.</summary>
    private IReadOnlyList<Refusal> WhyNotCredit(PlannedInvoice plan) =>
        plan.Contracts[0] is { Delivery: ContractDelivery.Proforma } contract && !Released(contract.Id, plan.InvoiceOn)
            ? [Refusal.NotNow("Contracts.RevisionToCredit", (-plan.Net, contract.Currency))] : [];

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
            .Where(r => issues || r.Code != "Invoicing.NoPurchaseOrder").ToList();
        return new BillingVerdict(plan, invoice, missing, dated, issueOn, issues && delivery == ContractDelivery.IssueAndSend, lines);
    }
}
