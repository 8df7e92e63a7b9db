using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.Billing;

/// <summary>
/// Credits a revision in the client's favour on the invoices of its period, the latest first: each credit note reverses an amount of the line
/// that billed too much. Refused while one of them is a proforma, or not in the accounts yet.
/// </summary>
public sealed class ContractCredits(InvoiceIssuing issuing, CreditBooking booking, TimeProvider clock)
{
    /// <summary>Makes and issues them in the caller's open transaction.</summary>
    internal async Task<Result<IReadOnlyList<Invoice>>> AddAsync(
        PortalDbContext db, ICurrentUser actor, ContractsToBill of, IReadOnlyList<BillingVerdict> verdicts, CancellationToken ct)
    {
        var notes = new List<Invoice>();
        foreach (var verdict in verdicts)
        {
            foreach (var item in verdict.Plan.Items)
            {
                var credited = await CreditAsync(db, actor, of, item, ct);
                if (!credited.TryGet(out var made))
                {
                    return Result<IReadOnlyList<Invoice>>.Refused(credited.Refusals);
                }

                notes.AddRange(made);
                db.BilledPeriods.Add(ContractInvoices.Credited(item, made, verdict.DatedOn));
            }
        }

        return notes;
    }

    private async Task<Result<List<Invoice>>> CreditAsync(PortalDbContext db, ICurrentUser actor, ContractsToBill of, PlannedItem item, CancellationToken ct)
    {
        var (contract, due) = item;
        var lines = contract.Lines.Where(l => contract.IsOneLine(l.Id, due.LineId)).Select(l => l.Id).ToList();
        var billed = await CreditableRevisions.Billed(db, [contract.Id]).Where(b => lines.Contains(b.LineId) && b.InvoiceOn >= due.From && b.InvoiceOn <= due.To)
            .OrderByDescending(b => b.To).Select(b => new { InvoiceId = b.InvoiceId!.Value, InvoiceLineId = b.InvoiceLineId!.Value }).ToListAsync(ct);
        var (notes, left) = (new List<Invoice>(), -due.Net);
        foreach (var source in billed)
        {
            var original = await db.Invoices.AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleAsync(i => i.Id == source.InvoiceId, ct);
            var before = await CreditNotes.OfAsync(db, original, of.Book.Taxes, ct);
            var jobs = await InvoiceJobs.ReadAsync(db, original, ct);
            var ledger = CreditLedger.Of(original, before, jobs);
            var free = CreditableRevisions.Left(ledger, source.InvoiceLineId);
            if (Math.Min(free, left) is var part and > 0)
            {
                var made = await IssueAsync(db, actor, original, before, jobs, of.Book.Taxes, new CreditAmount(part, false, source.InvoiceLineId), item, ct);
                if (!made.TryGet(out var note))
                {
                    return Result<List<Invoice>>.Refused(made.Refusals);
                }

                notes.Add(note);
                left -= part;
            }

            if (left == 0)
            {
                return notes;
            }
        }

        return Refusal.NotNow("Contracts.RevisionNotCreditable", (left, contract.Currency));
    }

    private async Task<Result<Invoice>> IssueAsync(
        PortalDbContext db, ICurrentUser actor, Invoice original, IReadOnlyCollection<Invoice> before, InvoiceJobs jobs, TaxTable taxes, CreditAmount amount, PlannedItem item,
        CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!CreditNotes.Make(original, before, jobs, taxes, new CreditWish(Amount: amount), now).TryGet(out var note, out var notMade))
        {
            return notMade;
        }

        var reason = AmountTexts.Say(item.Due, item.Contract.Currency, original.Language);
        var title = reason.Length <= Lengths.Name ? reason : reason[..(Lengths.Name - 1)] + "…";
        if (await booking.AddAsync(db, actor, original, note, title, now, ct) is { Succeeded: false } notBooked)
        {
            return Result<Invoice>.Refused(notBooked.Refusals);
        }

        var ready = await issuing.ReadyAsync(db, note, issueOn: null, ct);
        if (!ready.TryGet(out var issue))
        {
            return Result<Invoice>.Refused(ready.Refusals);
        }

        return (await issuing.IssueAsync(db, actor, issue, item.Contract.Delivery == ContractDelivery.IssueAndSend, ct)).TryGet(out _, out var notIssued) ? note : notIssued;
    }
}
