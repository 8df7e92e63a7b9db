using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>The taxes of a legal entity with their rates, newest first.</summary>
public sealed class ListTaxComponents(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Row(long Id, int Version, TaxComponentFields Fields, string? GlAccount, IReadOnlyList<RateRow> Rates);

    /// <param name="CanBeRemoved">No issued document was taxed on or after its day.</param>
    public sealed record RateRow(long Id, DateOnly From, decimal Percent, bool CanBeRemoved);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var components = await db.TaxComponents.AsNoTracking().Include(c => c.Rates).Where(c => c.LegalEntityId == legalEntityId).OrderBy(c => c.Order).ToListAsync(ct);
        var accountIds = components.Select(c => c.GlAccountId).ToList();
        var accounts = await db.GlAccounts.Where(a => accountIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Number, ct);
        var severalRates = components.Where(c => c.Rates.Count > 1).Select(c => c.Id).ToList();
        var lastUses = severalRates.Count == 0 ? [] : await db.LastUseOnAsync(severalRates, ct);
        var rows = new List<Row>();
        foreach (var component in components)
        {
            var lastUse = lastUses.GetValueOrDefault(component.Id);
            rows.Add(new Row(
                component.Id, component.Version, TaxComponentFields.Of(component),
                component.GlAccountId is { } id ? accounts.GetValueOrDefault(id) : null,
                [.. component.Rates.OrderByDescending(r => r.From).Select(r => new RateRow(r.Id, r.From, r.Percent, component.Rates.Count > 1 && !(r.From <= lastUse)))]));
        }

        return rows;
    }
}
