using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// Deletes a proforma; the quantities it had taken go back to the job, what it billed of contracts is open again, and messages with it that wait to be sent never go out. Issued
/// documents are never deleted.
/// </summary>
public sealed class DeleteProforma(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long InvoiceId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesDelete))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        if (invoice.IsIssued)
        {
            return Refusal.NotNow("Invoicing.IsIssued", invoice.DisplayNumber);
        }

        db.ExpectVersion(invoice, input.Version);
        if (invoice.WhyNotDeletable() is { } needed)
        {
            return needed;
        }

        await DepositDeductions.GiveBackAsync(db, invoice, ct);
        var jobLineIds = invoice.Lines.Select(l => l.JobLineId).OfType<long>().ToList();
        var ordered = await db.Set<JobLine>().Where(l => jobLineIds.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        foreach (var line in invoice.Lines.Where(l => l.JobLineId is not null))
        {
            JobLineBilling.GiveBack(line, ordered[line.JobLineId!.Value]);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await JobsToInvoiceAgain.OpenAsync(db, ordered.Values, user, now, ct);
        await ContractReopening.FreeAsync(db, invoice, [.. invoice.Lines.Select(l => l.Id)], FreedBecause.ProformaDeleted, null, user, now, ct);
        foreach (var visit in await db.Visits.Where(v => v.InvoiceId == invoice.Id).ToListAsync(ct))
        {
            visit.LeaveInvoice();
        }

        foreach (var message in await db.OutgoingMessages.Where(m => m.AboutType == nameof(Invoice) && m.AboutId == invoice.Id).ToListAsync(ct))
        {
            if (message.CanCancel)
            {
                message.Cancel(user, now);
            }
        }

        db.TimelineEntries.Add(new TimelineEntry(
            invoice.ClientId, invoice.JobId, now, user, "Invoicing.Deleted", nameof(Invoice), invoice.Id,
            invoice.ProformaNumber, (invoice.Total, invoice.Currency)));
        db.Invoices.Remove(invoice);
        return await db.TrySaveAsync(ct);
    }
}
