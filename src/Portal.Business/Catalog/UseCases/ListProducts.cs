using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

public sealed class ListProducts(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(string? Search, long? LegalEntityId, bool? IsActive, ProductKind? Kind, PageRequest Page);

    public sealed record Row(
        long Id, string Code, LocalText Name, ProductKind Kind, LocalText Unit, decimal UnitPrice, string Currency, string? TaxCode, string? GlAccount,
        string LegalEntity, bool IsActive);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = db.Products.AsNoTracking().Matching(p => p.SearchKey, input.Search)
            .Where(p => (input.LegalEntityId == null || p.LegalEntityId == input.LegalEntityId)
                && (input.IsActive == null || p.IsActive == input.IsActive)
                && (input.Kind == null || p.Kind == input.Kind));
        var sorted = (input.Page.Sort, input.Page.Descending) switch
        {
            ("name", false) => found.OrderBy(p => p.SearchKey),
            ("name", true) => found.OrderByDescending(p => p.SearchKey),
            ("price", false) => found.OrderBy(p => p.UnitPrice),
            ("price", true) => found.OrderByDescending(p => p.UnitPrice),
            (_, true) => found.OrderByDescending(p => p.Code),
            _ => found.OrderBy(p => p.Code),
        };
        var rows = await sorted.ThenBy(p => p.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(p => new Row(
                p.Id, p.Code, p.Name, p.Kind, p.Unit, p.UnitPrice,
                db.LegalEntities.Where(e => e.Id == p.LegalEntityId).Select(e => e.Currency).First(),
                db.TaxCodes.Where(t => t.Id == p.TaxCodeId).Select(t => t.Code).FirstOrDefault(),
                db.GlAccounts.Where(a => a.Id == p.GlAccountId).Select(a => a.Number).FirstOrDefault(),
                db.LegalEntities.Where(e => e.Id == p.LegalEntityId).Select(e => e.Name).First(),
                p.IsActive))
            .ToListAsync(ct);
        return new Page<Row>(rows, await found.CountAsync(ct));
    }
}
