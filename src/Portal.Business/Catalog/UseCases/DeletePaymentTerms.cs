using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>Deletes payment terms that nothing refers to; others are made inactive.</summary>
public sealed class DeletePaymentTerms(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<DeletePaymentTerms> logger)
{
    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.DeleteUnusedAsync<PaymentTerms>(id, logger, ct);
    }
}
