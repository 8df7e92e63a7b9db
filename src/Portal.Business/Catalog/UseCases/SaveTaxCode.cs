using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>
/// A new tax code, or a change of one. What issued documents were taxed with stays on them, and their credit notes are taxed alike: the
/// components of a code are fixed from the first issued document on.
/// </summary>
public sealed class SaveTaxCode(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<SaveTaxCode> logger)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="Version">What the user saw; a newer one refuses the change.</param>
    public sealed record Input(long? Id, int Version, TaxCodeFields Fields);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var (record, refusal) = await db.TaxCodes.Include(r => r.Components).ToChangeAsync(input.Id, input.Version, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        var entityId = record?.LegalEntityId ?? fields.LegalEntityId;
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == entityId, ct);
        checks.RefuseIf(entity is null, nameof(fields.LegalEntityId), Refusal.Invalid("Catalog.UnknownEntity"));
        var components = await db.TaxComponents.Include(c => c.Rates).Where(c => fields.ComponentIds.Contains(c.Id) && c.LegalEntityId == entityId).OrderBy(c => c.Order).ToListAsync(ct);
        checks.RefuseIf(components.Count != fields.ComponentIds.Distinct().Count(), nameof(fields.ComponentIds), Refusal.Invalid("Catalog.ComponentOfOtherEntity"));
        fields.CheckReason(entity?.Address ?? Address.Empty, components, checks);
        checks.RefuseIf(record is not null && !record.Components.ToHashSet().SetEquals(components) && await IsOnIssuedAsync(db, record.Id, ct),
            nameof(fields.ComponentIds), Refusal.NotNow("Catalog.ComponentsFixed"));
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        if (record is null)
        {
            record = new TaxCode { LegalEntityId = entityId, Code = fields.Code, Name = fields.Name };
            db.TaxCodes.Add(record);
        }

        record.Code = fields.Code;
        record.Name = fields.Name;
        record.ExemptionReason = fields.ExemptionReason;
        record.IsActive = fields.IsActive;
        record.Components.RemoveAll(c => !components.Contains(c));
        record.Components.AddRange(components.Except(record.Components));
        return await db.SaveCatalogAsync(record, nameof(fields.Code), fields.Code, logger, ct);
    }

    private static Task<bool> IsOnIssuedAsync(PortalDbContext db, long taxCodeId, CancellationToken ct) =>
        db.Invoices.AnyAsync(i => i.Number != null && i.Lines.Any(l => l.TaxCodeId == taxCodeId), ct);
}
