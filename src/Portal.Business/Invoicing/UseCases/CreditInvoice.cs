using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Payments;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// Makes and issues the credit note of all or part of an issued invoice, in one transaction. It lowers what the invoice still owes;
/// what was paid beyond that becomes the client's credit, which may pay other invoices in the same step.
/// </summary>
public sealed class CreditInvoice(PortalDbContextFactory contexts, InvoiceIssuing issuing, CreditBooking booking, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Quantities">How much of which line; null credits all that is left, or <paramref name="Amount"/>.</param>
    /// <param name="GiveBackQuantities">The job may invoice the quantities again, where a line does not say otherwise.</param>
    /// <param name="Pays">Other open invoices of the payer that the money it sets free pays at once; the rest stays the client's credit.</param>
    /// <param name="ReopensPeriods">What its lines had billed of contracts is open again where they are credited in full: the next billing run bills it.</param>
    public sealed record Input(
        long InvoiceId, int Version, IReadOnlyList<LineQuantity>? Quantities, bool GiveBackQuantities, string Reason, bool Send, CreditAmount? Amount = null,
        IReadOnlyList<Share>? Pays = null, bool ReopensPeriods = false);

    public sealed record LineQuantity(long LineId, decimal Quantity, bool? GivesBack = null);

    public sealed record Credited(long Id, string Number);

    public async Task<Result<Credited>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesCredit) || (input.Pays is { Count: > 0 } && !user.Has(Permissions.PaymentsRecord)))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var original = await db.Invoices.AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (original is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(original, input.Version);
        if (string.IsNullOrWhiteSpace(input.Reason))
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.Reason));
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var taxes = await TaxTable.LoadAsync(db, original.LegalEntityId, ct);
        var notes = await CreditNotes.OfAsync(db, original, taxes, ct);
        var made = CreditNotes.Make(original, notes, taxes, CreditNotes.WishOf(input), now);
        if (!made.TryGet(out var note))
        {
            return Result<Credited>.Refused(made.Refusals);
        }

        var booked = await booking.AddAsync(db, user, original, note, input.Reason.Trim(), now, ct);
        if (!booked.TryGet(out var freed))
        {
            return Result<Credited>.Refused(booked.Refusals);
        }

        if (await PayAsync(db, freed, input.Pays ?? [], now, ct) is { Succeeded: false } unpaid)
        {
            return Result<Credited>.Refused(unpaid.Refusals);
        }

        await GiveBackAsync(db, note, original, notes, input, ct);
        await ContractReopening.FreeAsync(
            db, original, input.ReopensPeriods ? ContractReopening.CreditedInFull(original, notes, note) : [], user, now, ct);
        foreach (var visit in original.Credited == original.Total ? await db.Visits.Where(v => v.InvoiceId == original.Id).ToListAsync(ct) : [])
        {
            visit.LeaveInvoice();
        }

        var deposits = await DepositDeductions.LoadAsync(db, [.. note.Lines.Select(l => l.DepositId).OfType<long>().Distinct()], null, ct);
        if (DepositDeductions.Count(deposits, InvoiceKind.CreditNote, note.Lines, taxes) is { Count: > 0 } kept)
        {
            return Result<Credited>.Refused(kept);
        }

        return (await issuing.IssueAsync(db, user, note, issueOn: null, input.Send, ct)).TryGet(out var number, out var notIssued)
            ? new Credited(note.Id, number)
            : notIssued;
    }

    /// <summary>Pays invoices with what the credit set free, payment by payment; never with other credit of the client.</summary>
    private async Task<Result> PayAsync(
        PortalDbContext db, IReadOnlyList<(Payment Payment, decimal Amount)> freed, IReadOnlyList<Share> pays, DateTime now, CancellationToken ct)
    {
        if (pays.Any(s => s.Amount <= 0 || Money.Round(s.Amount) != s.Amount) || pays.DistinctBy(s => s.InvoiceId).Count() != pays.Count)
        {
            return Refusal.Invalid("Payments.ShareOutOfRange").On(nameof(Input.Pays));
        }

        if (pays.Sum(s => s.Amount) is var wanted && wanted > freed.Sum(f => f.Amount))
        {
            return Refusal.Invalid("Invoicing.MoreThanFreed", wanted, freed.Sum(f => f.Amount)).On(nameof(Input.Pays));
        }

        var open = pays.ToList();
        foreach (var (payment, amount) in freed.GroupBy(f => f.Payment).Select(g => (g.Key, g.Sum(f => f.Amount))))
        {
            var shares = CreditNotes.TakeFirst(open, amount);
            if (shares.Count == 0)
            {
                continue;
            }

            var allocated = await PaymentIntake.AllocateAsync(db, payment, shares, now, ct);
            if (!allocated.TryGet(out var invoices))
            {
                return Result.Refused([.. allocated.Refusals.Select(r => r.On(nameof(Input.Pays)))]);
            }

            PaymentIntake.Tell(db, payment, invoices, user, now, "Payments.Allocated");
        }

        return Result.Done;
    }

    /// <summary>The job's quantity goes back in proportion; shares are cut from the running total, so they add up.</summary>
    private static async Task GiveBackAsync(
        PortalDbContext db, Invoice note, Invoice original, IReadOnlyList<Invoice> notes, Input input, CancellationToken ct)
    {
        var back = note.Lines.Where(l => l is { JobLineId: not null, ReversedQuantity: > 0 } && CreditNotes.GivesBack(input, l.OriginalLineId)).ToList();
        var jobLineIds = back.Select(l => l.JobLineId!.Value).ToList();
        var ordered = jobLineIds.Count == 0 ? [] : await db.Set<JobLine>().Where(l => jobLineIds.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        foreach (var credited in back)
        {
            var line = original.Lines.Single(l => l.Id == credited.OriginalLineId);
            var before = notes.SelectMany(n => n.Lines).Where(l => l.OriginalLineId == line.Id).Sum(l => l.ReversedQuantity);
            var quantity = Money.RoundQuantity(line.JobQuantity * (before + credited.Quantity) / line.Quantity)
                - Money.RoundQuantity(line.JobQuantity * before / line.Quantity);
            credited.Bill(quantity);
            ordered[credited.JobLineId!.Value].GiveBack(quantity, InvoiceLine.NetOfPart(line.LineNet, line.Quantity, before, credited.Quantity));
        }
    }
}
