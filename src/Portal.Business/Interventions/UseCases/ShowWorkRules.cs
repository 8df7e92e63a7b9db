using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>How a company bills time, to edit, with the products that an hour may be billed as.</summary>
public sealed class ShowWorkRules(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Shown(WorkRules Rules, int Version, IReadOnlyList<(long Id, string Text)> Products);

    public async Task<Result<Shown>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.TimesheetsApprove))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var rules = await db.WorkRules.AsNoTracking().SingleOrDefaultAsync(r => r.LegalEntityId == legalEntityId, ct);
        var products = await db.Products.AsNoTracking().Where(p => p.LegalEntityId == legalEntityId && p.IsActive && p.Kind == Catalog.ProductKind.Service)
            .OrderBy(p => p.Code).Take(500).Select(p => new { p.Id, p.Code, p.Name }).ToListAsync(ct);
        return new Shown(
            rules ?? WorkRules.Usual(legalEntityId), rules?.Version ?? 0, [.. products.Select(p => (p.Id, $"{p.Code} {p.Name.In(CultureInfo.CurrentUICulture.Name)}"))]);
    }
}
