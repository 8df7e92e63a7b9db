using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>The invoice of which a held-back amount was released: where the books and the chain name the release.</summary>
public sealed class FindInvoiceOfRelease(PortalDbContextFactory contexts, ICurrentUser user)
{
    public async Task<Result<long>> RunAsync(long releaseId, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.RetentionReleases.Where(r => r.Id == releaseId).Select(r => (long?)r.InvoiceId).SingleOrDefaultAsync(ct) is { } id ? id : Refusal.NotFound;
    }
}
