using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
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
        if (!user.Has(Permissions.InvoicesCredit) || (input.Send && !user.Has(Permissions.InvoicesSend)) || (input.Pays is { Count: > 0 } && !user.Has(Permissions.PaymentsRecord)))
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
        var jobs = await InvoiceJobs.ReadAsync(db, original, ct);
        var made = CreditNotes.Make(original, notes, jobs, taxes, CreditNotes.WishOf(input), now);
        if (!made.TryGet(out var note))
        {
            return Result<Credited>.Refused(made.Refusals);
        }

        var booked = await booking.AddAsync(db, user, original, note, input.Reason.Trim(), now, ct);
        if (!booked.TryGet(out var freed))
        {
            return Result<Credited>.Refused(booked.Refusals);
        }

        if (await FreedMoney.PayAsync(db, user, freed, input.Pays ?? [], now, ct) is { Succeeded: false } unpaid)
        {
            return Result<Credited>.Refused(unpaid.Refusals);
        }

        if (await CreditReopening.BookAsync(db, user, note, original, notes, jobs, input, now, ct) is { Succeeded: false } notOpened)
        {
            return Result<Credited>.Refused(notOpened.Refusals);
        }

        var deposits = await DepositDeductions.LoadAsync(db, [.. note.Lines.Select(l => l.DepositId).OfType<long>().Distinct()], null, ct);
        if (DepositDeductions.Count(deposits, InvoiceKind.CreditNote, note.Lines, taxes) is { Count: > 0 } kept)
        {
            return Result<Credited>.Refused(kept);
        }

        var issued = await issuing.IssueAsync(db, user, note, issueOn: null, input.Send, ct);
        return issued.TryGet(out var number) ? new Credited(note.Id, number) : Result<Credited>.Refused(issued.Refusals);
    }
}
