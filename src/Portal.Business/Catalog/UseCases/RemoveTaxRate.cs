using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>Takes back a rate that no issued document was taxed with. A tax always keeps one rate.</summary>
public sealed class RemoveTaxRate(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<RemoveTaxRate> logger)
{
    public async Task<Result> RunAsync(long rateId, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var component = await db.TaxComponents.Include(c => c.Rates).SingleOrDefaultAsync(c => c.Rates.Any(r => r.Id == rateId), ct);
        if (component?.Rates.Find(r => r.Id == rateId) is not { } rate)
        {
            return Refusal.NotFound;
        }

        if (component.Rates.Count == 1)
        {
            return Refusal.NotNow("Catalog.LastRate");
        }

        if (await db.LastUseOnAsync(component.Id, ct) is { } lastUse && rate.From <= lastUse)
        {
            return Refusal.NotNow("Catalog.RateUsed", lastUse);
        }

        component.Rates.Remove(rate);
        db.Remove(rate);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.CatalogDeleted(nameof(TaxRate), rateId);
        }

        return saved;
    }
}
