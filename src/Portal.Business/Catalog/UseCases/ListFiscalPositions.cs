using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

public sealed class ListFiscalPositions(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(string? Search, long? LegalEntityId, bool? IsActive, PageRequest Page);

    public sealed record Row(long Id, string Code, LocalText Name, int Replacements, string LegalEntity, bool IsActive);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = db.FiscalPositions.AsNoTracking().Where(r =>
            (input.LegalEntityId == null || r.LegalEntityId == input.LegalEntityId) && (input.IsActive == null || r.IsActive == input.IsActive)).WhereContains((r => r.Code, input.Search ?? ""));
        var sorted = input.Page.Descending ? found.OrderByDescending(r => r.Code) : found.OrderBy(r => r.Code);
        var rows = await sorted.ThenBy(r => r.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(r => new Row(r.Id, r.Code, r.Name, r.Taxes.Count + r.Accounts.Count, db.LegalEntities.Where(e => e.Id == r.LegalEntityId).Select(e => e.Name).First(), r.IsActive))
            .ToListAsync(ct);
        return new Page<Row>(rows, await found.CountAsync(ct));
    }
}
