using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>A rate from a day on. It can't start on a day that issued documents were already taxed on or before.</summary>
public sealed class AddTaxRate(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<AddTaxRate> logger)
{
    /// <param name="Percent">9.975 means 9.975 %; at most six decimals.</param>
    public sealed record Input(long TaxComponentId, DateOnly? From, decimal? Percent);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        if (input.From is not { } from)
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.From));
        }

        if (input.Percent is not (>= 0 and <= 100) || Math.Round(input.Percent.Value, 6) != input.Percent)
        {
            return Refusal.Invalid("Catalog.PercentRange").On(nameof(input.Percent));
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var component = await db.TaxComponents.Include(c => c.Rates).SingleOrDefaultAsync(c => c.Id == input.TaxComponentId, ct);
        if (component is null)
        {
            return Refusal.NotFound;
        }

        if (component.Rates.Any(r => r.From == from))
        {
            return Refusal.Conflict("Catalog.RateThere", from).On(nameof(input.From));
        }

        if (await db.LastUseOnAsync(component.Id, ct) is { } lastUse && from <= lastUse)
        {
            return Refusal.NotNow("Catalog.RateBeforeUse", lastUse).On(nameof(input.From));
        }

        component.Rates.Add(new TaxRate { TaxComponentId = component.Id, From = from, Percent = input.Percent.Value });
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.CatalogSaved(nameof(TaxRate), component.Id);
        }

        return saved;
    }
}
