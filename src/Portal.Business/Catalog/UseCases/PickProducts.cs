using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>A few active products of a legal entity for a picker, with what a line takes over from each.</summary>
public sealed class PickProducts(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long LegalEntityId, string? Search, int Skip = 0, int Count = 20);

    public sealed record Row(long Id, string Code, LocalText Name, ProductKind Kind, LocalText Unit, decimal UnitPrice, long? TaxCodeId, long? GlAccountId, SoldHours? Hours = null)
    {
        public bool BillsDelivered => Hours is { Policy: HoursPolicy.Delivered };
    }

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var code = Folding.Fold(input.Search ?? "");
        return await db.Products.AsNoTracking()
            .Where(p => p.LegalEntityId == input.LegalEntityId && p.IsActive).Matching(p => p.SearchKey, input.Search)
            .OrderByDescending(p => p.SearchKey.StartsWith(code)).ThenBy(p => p.Code).ThenBy(p => p.Id)
            .Skip(Math.Max(0, input.Skip)).Take(Math.Clamp(input.Count, 1, 100))
            .Select(p => new Row(p.Id, p.Code, p.Name, p.Kind, p.Unit, p.UnitPrice, p.TaxCodeId, p.GlAccountId, p.Hours))
            .ToListAsync(ct);
    }
}
