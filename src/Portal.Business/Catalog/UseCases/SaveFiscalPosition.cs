using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>A new fiscal position, or a change of one with what it replaces.</summary>
public sealed class SaveFiscalPosition(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<SaveFiscalPosition> logger)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="Version">What the user saw; a newer one refuses the change.</param>
    public sealed record Input(long? Id, int Version, FiscalPositionFields Fields);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var (record, refusal) = await db.FiscalPositions.Include(r => r.Taxes).Include(r => r.Accounts).ToChangeAsync(input.Id, input.Version, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        var entityId = record?.LegalEntityId ?? fields.LegalEntityId;
        checks.RefuseIf(!await db.EntityExistsAsync(entityId, ct), nameof(fields.LegalEntityId), Refusal.Invalid("Catalog.UnknownEntity"));
        await fields.CheckReferencesAsync(db, entityId, checks, ct);
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        if (record is null)
        {
            record = new FiscalPosition { LegalEntityId = entityId, Code = fields.Code, Name = fields.Name };
            db.FiscalPositions.Add(record);
        }

        record.Code = fields.Code;
        record.Name = fields.Name;
        record.IsActive = fields.IsActive;
        fields.ReplaceIn(record, db);
        return await db.SaveCatalogAsync(record, nameof(fields.Code), fields.Code, logger, ct);
    }
}
