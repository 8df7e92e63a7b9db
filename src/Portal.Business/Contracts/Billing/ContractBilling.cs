using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.Billing;

/// <summary>What a run came to.</summary>
public sealed record BillingOutcome(int Invoices, int Issued, int Parked, int Failed)
{
    public IReadOnlyList<BilledInvoice> Made { get; init; } = [];

    public static BillingOutcome None { get; } = new(0, 0, 0, 0);

    public BillingOutcome And(BillingOutcome other) =>
        new(Invoices + other.Invoices, Issued + other.Issued, Parked + other.Parked, Failed + other.Failed) { Made = [.. Made, .. other.Made] };
}

public sealed record BilledInvoice(long InvoiceId, string Number, bool IsIssued, DateOnly InvoiceOn, string ClientName, decimal Net, decimal Total, string Currency, bool IsCredit = false);

/// <summary>
/// Bills one date of some contracts in one transaction: invoices, numbers, what makes each period billed, the next date of the contracts, and
/// what is left to a person. Where that is refused or breaks, each contract is billed by itself, so that one never holds up the others. The
/// unique index of <see cref="BilledPeriod"/> decides between two runs; who loses finds it billed.
/// </summary>
public sealed class ContractBilling(
    PortalDbContextFactory contexts, CompanyBooks books, InvoiceIssuing issuing, ContractCredits credits, Steps steps, TimeProvider clock, ILogger<ContractBilling> log)
{
    private const int Attempts = 2;

    /// <param name="entries">Those that share invoices all together.</param>
    internal async Task<BillingOutcome> BillAsync(
        ICurrentUser actor, long legalEntityId, DateOnly date, BillingDates dates, IReadOnlyList<BillingAgenda.Entry> entries, CancellationToken ct)
    {
        IReadOnlyList<long> all = [.. entries.Select(e => e.ContractId)];
        try
        {
            if (await TryAsync(actor, legalEntityId, date, dates, all, ct) is { Succeeded: true } billed)
            {
                return billed.Value;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.BillingTogetherFailed(e, all.Count, date);
        }

        var outcome = BillingOutcome.None;
        foreach (var unit in entries.GroupBy(e => e.SharesInvoices ? (e.PayerId, 0L) : (0L, e.ContractId)))
        {
            outcome = outcome.And(await BillAloneAsync(actor, legalEntityId, date, dates, [.. unit.Select(e => e.ContractId)], ct));
        }

        return outcome;
    }

    private async Task<BillingOutcome> BillAloneAsync(
        ICurrentUser actor, long legalEntityId, DateOnly date, BillingDates dates, IReadOnlyList<long> ids, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var billed = await TryAsync(actor, legalEntityId, date, dates, ids, ct);
                if (billed.Succeeded)
                {
                    return billed.Value;
                }

                // Somebody was faster, also where an invoice of a later day took a number meanwhile: seen again, it is another case.
                if (billed.Refusal!.Kind != RefusalKind.Conflict && (attempt == Attempts || billed.Refusal.Code != "Companies.DateBeforeLastNumber"))
                {
                    await ParkAsync(actor, date, ids, billed.Refusals, ct);
                    return new BillingOutcome(0, 0, ids.Count, 0);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.BillingFailed(e, string.Join(", ", ids), date);
                if (attempt >= Attempts)
                {
                    // Not parked: what broke may be the database or the disk, and the next run tries again.
                    return new BillingOutcome(0, 0, 0, ids.Count);
                }
            }

            if (attempt >= Attempts)
            {
                return BillingOutcome.None;
            }
        }
    }

    private async Task<Result<BillingOutcome>> TryAsync(
        ICurrentUser actor, long legalEntityId, DateOnly date, BillingDates dates, IReadOnlyList<long> ids, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        var of = await ContractsToBill.LoadAsync(db, books, legalEntityId, ids, tracked: true, ct);
        var verdicts = await new BillingJudge(of, dates, now).RunAsync(db, date, date, ct);
        var work = new Work(db, actor, of, date, dates, now);
        Settle(work, verdicts);
        var passed = verdicts.Where(v => !v.IsParked).ToList();
        var invoices = passed.Where(v => v.Invoice is not null).ToList();
        var jobs = Jobs(work, invoices);
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

        await using var transaction = await db.BeginWriteAsync(ct);
        if (await NumberAsync(work, invoices, jobs, ct) is { Succeeded: false } noNumber)
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

        MoveOn(work, passed);
        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            return Result<BillingOutcome>.Refused(lost.Refusals);
        }

        steps.Reached("contracts.saved");
        await transaction.CommitAsync(ct);
        steps.Reached("contracts.billed");
        return Outcome(of, verdicts, invoices, notes);
    }

    private sealed record Work(PortalDbContext Db, ICurrentUser Actor, ContractsToBill Of, DateOnly Date, BillingDates Dates, DateTime Now)
    {
        public Dictionary<Invoice, string> Numbers { get; } = [];
    }

    /// <summary>Writes down what is left to a person, and forgets what is not in the way any more.</summary>
    private static void Settle(Work work, IReadOnlyList<BillingVerdict> verdicts)
    {
        var (db, of, date) = (work.Db, work.Of, work.Date);
        var reasons = verdicts.Where(v => v.IsParked).SelectMany(v => v.Plan.Items.GroupBy(i => i.Contract)
                .Select(g => (g.Key, Net: g.Sum(i => i.Due.Net), v.Reasons))).GroupBy(r => r.Key)
            .ToDictionary(g => g.Key.Id, g => (Net: g.Sum(r => r.Net), Reasons: (IReadOnlyList<Refusal>)[.. g.SelectMany(r => r.Reasons).Distinct()]));
        foreach (var (contractId, (net, why)) in reasons)
        {
            var parked = of.Parked.SingleOrDefault(p => p.ContractId == contractId && p.InvoiceOn == date);
            if (parked is null)
            {
                db.ParkedBillings.Add(parked = new ParkedBilling { ContractId = contractId, InvoiceOn = date, ParkedAt = work.Now });
            }

            parked.Explain(why, net);
        }

        foreach (var contract in of.Contracts)
        {
            var open = contract.Open(date).Select(i => i.InvoiceOn).ToHashSet();
            db.ParkedBillings.RemoveRange(of.Parked.Where(p => p.ContractId == contract.Contract.Id && p.InvoiceOn <= date
                && !reasons.ContainsKey(p.ContractId) && (p.InvoiceOn == date || !open.Contains(p.InvoiceOn))));
        }
    }

    /// <summary>The job of each contract that bills for the first time.</summary>
    private static Dictionary<Contract, Job> Jobs(Work work, IReadOnlyList<BillingVerdict> invoices)
    {
        var jobs = new Dictionary<Contract, Job>();
        foreach (var contract in invoices.SelectMany(v => v.Plan.Contracts).Distinct().Where(c => c.JobId is null))
        {
            var name = contract.Title.Length == 0 ? contract.Reference : contract.Title;
            var job = new Job(contract.LegalEntityId, contract.ClientId, "", name, contract.Currency, work.Now);
            job.Rename(name, contract.PurchaseOrder, null, work.Actor.UserId);
            jobs[contract] = job;
            contract.StandIn(job.Id);
        }

        foreach (var invoice in invoices)
        {
            var own = invoice.Plan.Contracts.FirstOrDefault(c => c.ClientId == invoice.Invoice!.ClientId);
            invoice.Invoice!.BillContract(invoice.Invoice.ContractId, own?.JobId, invoice.Invoice.JournalId);
        }

        return jobs;
    }

    private async Task<Result<ReadyToIssue>> ReadyAsync(Work work, BillingVerdict verdict, Dictionary<Contract, Job> jobs, CancellationToken ct)
    {
        var (of, invoice) = (work.Of, verdict.Invoice!);
        var newJob = jobs.Values.FirstOrDefault(j => j.Id == invoice.JobId);
        var facts = new Invoicing.Documents.PaperFacts(of.Goods, newJob is null && invoice.JobId is { } job ? of.JobNumbers.GetValueOrDefault(job, "") : "");
        return await issuing.ReadyAsync(
            work.Db, invoice, of.Clients[invoice.ClientId], of.Clients[invoice.BilledToId], of.Book, newJob, verdict.IssueOn, ct, facts);
    }

    private static async Task<Result> NumberAsync(Work work, List<BillingVerdict> invoices, Dictionary<Contract, Job> jobs, CancellationToken ct)
    {
        if (invoices.Count == 0)
        {
            return Result.Done;
        }

        var issued = invoices.Where(v => v.IssueOn is not null).ToList();
        var counts = new Dictionary<NumberedDocument, int>
        {
            [NumberedDocument.Job] = jobs.Count,
            [NumberedDocument.Proforma] = invoices.Count,
            [NumberedDocument.Invoice] = issued.Count,
        };
        var day = issued.Count > 0 ? issued[0].IssueOn!.Value : work.Dates.Today;
        var taken = await work.Db.TakeNumbersAsync(work.Of.Book.Entity.Id, counts, day, ct);
        if (!taken.TryGet(out var numbers))
        {
            return Result.Refused(taken.Refusals);
        }

        foreach (var ((contract, job), at) in jobs.Select((j, at) => (j, at)))
        {
            job.GiveNumber(numbers[NumberedDocument.Job][at]);
            work.Db.Jobs.Add(job);
            work.Db.TimelineEntries.Add(new TimelineEntry(contract.ClientId, job.Id, work.Now, work.Actor, "JobFolders.Created", nameof(Job), job.Id, job.Number));
        }

        for (var at = 0; at < invoices.Count; at++)
        {
            invoices[at].Invoice!.GiveProformaNumber(numbers[NumberedDocument.Proforma][at]);
        }

        for (var at = 0; at < issued.Count; at++)
        {
            work.Numbers[issued[at].Invoice!] = numbers[NumberedDocument.Invoice][at];
        }

        return Result.Done;
    }

    private async Task<Result> AddAsync(Work work, BillingVerdict verdict, ReadyToIssue? ready, CancellationToken ct)
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
            : await issuing.AddIssuedAsync(db, work.Actor, ready, work.Numbers[invoice], verdict.Send, ct);
    }

    /// <summary>
    /// The next date of each contract, and the years that need no revision any more. Each contract's version moves with it, so that whoever
    /// changes one at the same time is told.
    /// </summary>
    private static void MoveOn(Work work, IReadOnlyList<BillingVerdict> passed)
    {
        var items = passed.SelectMany(v => v.Plan.Items).ToLookup(i => i.Contract, i => i.Due);
        foreach (var of in work.Of.Contracts)
        {
            var contract = of.Contract;
            var billed = of.Billed.Keys.Concat(items[contract].Select(i => (i.LineId, i.Kind, i.Key))).ToHashSet();
            var next = DueBilling.NextDate(contract, billed, work.Dates.Today, visits: of.Visits);
            if (items.Contains(contract) || next != contract.NextInvoiceOn)
            {
                contract.BillNextOn(next);
                work.Db.Entry(contract).Property(c => c.NextInvoiceOn).IsModified = true;
            }

            Revise(work, contract, next);
        }
    }

    private static void Revise(Work work, Contract contract, DateOnly? next)
    {
        foreach (var period in contract.Periods.Where(p => contract.Revision == ContractRevision.LastDay && p.RevisedAt is null && p.To <= work.Date && (next is null || next > p.To)))
        {
            period.Revise(work.Now);
        }
    }

    private static BillingOutcome Outcome(ContractsToBill of, IReadOnlyList<BillingVerdict> verdicts, IReadOnlyList<BillingVerdict> invoices, IReadOnlyList<Invoice> notes)
    {
        var parked = verdicts.Where(v => v.IsParked).SelectMany(v => v.Plan.Contracts).Distinct().Count();
        return new BillingOutcome(invoices.Count + notes.Count, invoices.Count(v => v.Invoice!.IsIssued) + notes.Count, parked, 0)
        {
            Made =
            [
                .. invoices.Select(v => Of(v.Invoice!, v.Plan.InvoiceOn)), .. notes.Select(n => Of(n, n.IssuedOn ?? default)),
            ],
        };

        BilledInvoice Of(Invoice i, DateOnly on) => new(
            i.Id, i.DisplayNumber, i.IsIssued, on, of.Clients.GetValueOrDefault(i.BilledToId)?.Name ?? "", i.Net, i.Total, i.Currency, i.Kind == InvoiceKind.CreditNote);
    }

    /// <summary>The save itself was refused, for something that a person has to put right.</summary>
    private async Task ParkAsync(ICurrentUser actor, DateOnly date, IReadOnlyList<long> ids, IReadOnlyList<Refusal> reasons, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(actor);
        var parked = await db.ParkedBillings.Where(p => ids.Contains(p.ContractId) && p.InvoiceOn == date).ToListAsync(ct);
        foreach (var id in ids)
        {
            var one = parked.SingleOrDefault(p => p.ContractId == id);
            if (one is null)
            {
                db.ParkedBillings.Add(one = new ParkedBilling { ContractId = id, InvoiceOn = date, ParkedAt = clock.GetUtcNow().UtcDateTime });
            }

            one.Explain(reasons, null);
        }

        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            log.ParkingLost(string.Join(", ", ids), lost.Refusal!.Code);
        }
    }
}
