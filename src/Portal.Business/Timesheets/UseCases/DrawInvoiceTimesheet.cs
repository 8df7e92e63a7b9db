using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Timesheets.Documents;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>The timesheet that goes with an invoice of time, as a PDF; not found where the invoice bills none.</summary>
public sealed class DrawInvoiceTimesheet(PortalDbContextFactory contexts, InvoiceTimesheets timesheets, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long InvoiceId);

    public async Task<Result<DocumentFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Invoices.AsNoTracking().Include(i => i.Lines).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct) is not { } invoice)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        return await timesheets.RenderAsync(db, invoice, seller, clock.GetUtcNow().UtcDateTime, ct) is { } file ? file : Refusal.NotFound;
    }
}
