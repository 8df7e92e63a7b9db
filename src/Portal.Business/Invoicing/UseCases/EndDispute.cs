using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>The dispute about an invoice is over; what it was about stays in the timeline and the audit trail.</summary>
public sealed class EndDispute(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long InvoiceId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesDispute))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Invoices.SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct) is not { } invoice)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(invoice, input.Version);
        var ended = invoice.EndDispute();
        if (!ended.Succeeded)
        {
            return ended;
        }

        db.TimelineEntries.Add(new TimelineEntry(
            invoice.ClientId, invoice.JobId, clock.GetUtcNow().UtcDateTime, user, "Invoicing.DisputeEnded", nameof(Invoice), invoice.Id, invoice.DisplayNumber));
        return await db.TrySaveAsync(ct);
    }
}
