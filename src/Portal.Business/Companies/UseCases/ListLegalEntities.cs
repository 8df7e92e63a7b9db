using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies.UseCases;

/// <summary>The companies of ours; a handful.</summary>
public sealed class ListLegalEntities(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    private const int Most = 200;

    public sealed record Row(long Id, string Name, string LegalName, string City, string Country, string Currency, string Language, string Color, long? LogoDocumentId, bool IsActive);

    /// <param name="onlyActive">As choices of a form want it.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<Result<IReadOnlyList<Row>>> RunAsync(bool onlyActive, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsView) && !user.Has(Permissions.CatalogView) && !user.Has(Permissions.SettingsManage) && !user.Has(Permissions.JobsEdit)
            && !user.Has(Permissions.QuotesEdit) && !user.Has(Permissions.InvoicesEdit) && !user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.LegalEntities.AsNoTracking().Where(e => e.IsActive || !onlyActive).OrderBy(e => e.Name).Take(Most)
            .Select(e => new Row(e.Id, e.Name, e.LegalName, e.Address.City, e.Address.Country, e.Currency, e.Language, e.Color, e.LogoDocumentId, e.IsActive))
            .ToListAsync(ct);
        return rows.OrderBy(r => Folding.Fold(r.Name), StringComparer.Ordinal).ToList();
    }
}
