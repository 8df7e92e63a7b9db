using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.Billing;

/// <summary>What one transaction of a billing run works on.</summary>
internal sealed record BillingWork(PortalDbContext Db, ICurrentUser Actor, ContractsToBill Of, DateOnly Date, BillingDates Dates, DateTime Now)
{
    /// <summary>Of the invoices that are issued at once.</summary>
    public Dictionary<Invoice, string> Numbers { get; } = [];
}

/// <summary>
/// One date of some contracts in one transaction: invoices, numbers, what makes each period billed, the next date of the contracts, and what is left
/// to a person. All of it, or nothing.
/// </summary>
public sealed class BillingTransaction(PortalDbContextFactory contexts, CompanyBooks books, InvoiceIssuing issuing, ContractCredits credits, Steps steps, TimeProvider clock)
{
    internal async Task<Result<BillingOutcome>> TryAsync(
        ICurrentUser actor, long legalEntityId, DateOnly date, BillingDates dates, IReadOnlyList<long> ids, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        var of = await ContractsToBill.LoadAsync(db, books, legalEntityId, ids, tracked: true, ct);
        if (await PendingUndo.AnyAsync(db, ids, ct))
        {
            return PendingUndo.Refusal;
        }

        var judge = new BillingJudge(of, dates, new InvoiceTally(), now);
        await judge.LookAsync(db, _ => date, only: date, ct);
        var verdicts = await judge.JudgeAsync(db, date, ct);
        var work = new BillingWork(db, actor, of, date, dates, now);
        BillingSettlement.Park(work, verdicts);
        var passed = verdicts.Where(v => !v.IsParked).ToList();
        var invoices = passed.Where(v => v.Invoice is not null).ToList();
        var jobs = BillingNumbers.Jobs(work, invoices);
        var ready = new Dictionary<Invoice, ReadyToIssue>();
        foreach (var verdict in invoices.Where(v => v.IssueOn is not null))
        {
            var prepared = await ReadyAsync(work, verdict, jobs, ct);
            if (!prepared.TryGet(out var one))
            {
                return Result<BillingOutcome>.Refused(prepared.Refusals);
            }

            ready[verdict.Invoice!] = one;
        }

        await using var transaction = await (passed.Exists(v => v.Plan.Credits) ? db.BeginWriteAsync(ct) : db.BeginOnlyWriteAsync(of.Book.Entity.Id, ct));
        if (await BillingNumbers.TakeAsync(work, invoices, jobs, ct) is { Succeeded: false } noNumber)
        {
            return Result<BillingOutcome>.Refused(noNumber.Refusals);
        }

        steps.Reached("contracts.numbers-taken");
        foreach (var verdict in invoices)
        {
            if (await AddAsync(work, verdict, ready.GetValueOrDefault(verdict.Invoice!), ct) is { Succeeded: false } refused)
            {
                return Result<BillingOutcome>.Refused(refused.Refusals);
            }
        }

        var credited = await credits.AddAsync(db, actor, of, [.. passed.Where(v => v.Plan.Credits)], ct);
        if (!credited.TryGet(out var notes))
        {
            return Result<BillingOutcome>.Refused(credited.Refusals);
        }

        BillingSettlement.MoveOn(work, passed);
        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            return Result<BillingOutcome>.Refused(lost.Refusals);
        }

        steps.Reached("contracts.saved");
        await transaction.CommitAsync(ct);
        steps.Reached("contracts.billed");
        return Outcome(of, verdicts, invoices, notes);
    }

    private async Task<Result<ReadyToIssue>> ReadyAsync(BillingWork work, BillingVerdict verdict, Dictionary<Contract, Job> jobs, CancellationToken ct)
    {
        var (of, invoice) = (work.Of, verdict.Invoice!);
        var newJob = jobs.Values.FirstOrDefault(j => j.Id == invoice.JobId);
        var facts = new Invoicing.Documents.PaperFacts(of.Goods, newJob is null && invoice.JobId is { } job ? of.JobNumbers.GetValueOrDefault(job, "") : "");
        return await issuing.ReadyAsync(
            work.Db, invoice, of.Clients[invoice.ClientId], of.Clients[invoice.BilledToId], of.Book, newJob, verdict.IssueOn, ct, facts);
    }

    private async Task<Result> AddAsync(BillingWork work, BillingVerdict verdict, ReadyToIssue? ready, CancellationToken ct)
    {
        var (db, invoice, plan) = (work.Db, verdict.Invoice!, verdict.Plan);
        invoice.IndexForSearch(work.Of.Clients[invoice.ClientId].Name);
        db.Invoices.Add(invoice);
        for (var i = 0; i < plan.Items.Count; i++)
        {
            db.BilledPeriods.Add(ContractInvoices.Billed(plan.Items[i], invoice, verdict.Lines[i], verdict.DatedOn));
        }

        db.TimelineEntries.Add(new TimelineEntry(
            invoice.ClientId, invoice.JobId, work.Now, work.Actor, "Contracts.Billed", nameof(Invoice), invoice.Id, invoice.ProformaNumber,
            string.Join(", ", plan.Contracts.Select(c => c.Reference)), plan.Items.Min(i => i.Due.From), plan.Items.Max(i => i.Due.To), (invoice.Total, invoice.Currency)));
        return ready is null
            ? Result.Done
            : await issuing.AddIssuedAsync(db, work.Actor, ready, work.Numbers[invoice], verdict.Send, wasAsked: false, ct);
    }

    private static BillingOutcome Outcome(ContractsToBill of, IReadOnlyList<BillingVerdict> verdicts, IReadOnlyList<BillingVerdict> invoices, IReadOnlyList<Invoice> notes)
    {
        var parked = verdicts.Where(v => v.IsParked).SelectMany(v => v.Plan.Contracts).Distinct().ToList();
        return new BillingOutcome(invoices.Count + notes.Count, invoices.Count(v => v.Invoice!.IsIssued) + notes.Count, parked.Count, 0)
        {
            Left = [.. parked.Select(c => new BilledContract(c.Id, c.Reference))],
            TaxToCheck = invoices.Count(v => v.Invoice!.TaxDoubt),
            Made =
            [
                .. invoices.Select(v => Of(v.Invoice!, v.Invoice!.IssuedOn ?? v.DatedOn)), .. notes.Select(n => Of(n, n.IssuedOn ?? default)),
            ],
        };

        BilledInvoice Of(Invoice i, DateOnly on) => new(
            i.Id, i.DisplayNumber, i.IsIssued, on, of.Clients.GetValueOrDefault(i.BilledToId)?.Name ?? "", i.Net, i.Total, i.Currency, i.Kind == InvoiceKind.CreditNote);
    }
}
