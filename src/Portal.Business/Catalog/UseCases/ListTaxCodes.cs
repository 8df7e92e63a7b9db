using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

public sealed class ListTaxCodes(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(string? Search, long? LegalEntityId, bool? IsActive, PageRequest Page);

    /// <param name="Percent">Of all components together, today; null where a component has no rate yet.</param>
    public sealed record Row(
        long Id, string Code, LocalText Name, IReadOnlyList<LocalText> Components, decimal? Percent, LocalText ExemptionReason, string LegalEntity, bool IsActive);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = db.TaxCodes.AsNoTracking().Where(c =>
            (input.LegalEntityId == null || c.LegalEntityId == input.LegalEntityId)
            && (input.IsActive == null || c.IsActive == input.IsActive)).WhereContains((c => c.Code, input.Search ?? ""));
        var sorted = input.Page.Descending ? found.OrderByDescending(c => c.Code) : found.OrderBy(c => c.Code);
        var codes = await sorted.ThenBy(c => c.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Include(c => c.Components).ThenInclude(c => c.Rates).AsSplitQuery().ToListAsync(ct);
        var entityIds = codes.Select(c => c.LegalEntityId).Distinct().ToList();
        var entities = await db.LegalEntities.AsNoTracking().Where(e => entityIds.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
        var rows = codes.Select(c =>
        {
            var entity = entities[c.LegalEntityId];
            var rates = c.Components.Select(o => o.RateOn(entity.Today(clock))).ToList();
            return new Row(
                c.Id, c.Code, c.Name, [.. c.Components.OrderBy(o => o.Order).Select(o => o.Name)],
                rates.Contains(null) ? null : rates.Sum(), c.ExemptionReason, entity.Name, c.IsActive);
        });
        return new Page<Row>([.. rows], await found.CountAsync(ct));
    }
}
