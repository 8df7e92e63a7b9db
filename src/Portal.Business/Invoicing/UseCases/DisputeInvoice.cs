using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Notes that the client contests an invoice, with the reason: reminders leave it out until the dispute is over.</summary>
public sealed class DisputeInvoice(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long InvoiceId, int Version, string Reason);

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
        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        var disputed = invoice.Dispute(input.Reason, user.Name, entity.DayOf(now));
        if (!disputed.Succeeded)
        {
            return disputed;
        }

        db.TimelineEntries.Add(new TimelineEntry(
            invoice.ClientId, invoice.JobId, now, user, "Invoicing.Disputed", nameof(Invoice), invoice.Id, invoice.DisplayNumber, invoice.DisputeReason));
        return await db.TrySaveAsync(ct);
    }
}
