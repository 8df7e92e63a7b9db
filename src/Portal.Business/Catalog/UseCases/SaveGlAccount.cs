using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>A new ledger account, or a change of one.</summary>
public sealed class SaveGlAccount(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<SaveGlAccount> logger)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="Version">What the user saw; a newer one refuses the change.</param>
    public sealed record Input(long? Id, int Version, GlAccountFields Fields);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var (record, refusal) = await db.GlAccounts.ToChangeAsync(input.Id, input.Version, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        var entityId = record?.LegalEntityId ?? fields.LegalEntityId;
        checks.RefuseIf(!await db.EntityExistsAsync(entityId, ct), nameof(fields.LegalEntityId), Refusal.Invalid("Catalog.UnknownEntity"));
        if (record is not null && (record.Number != fields.Number || record.Kind != fields.Kind) && await db.Set<AccountingEntryLine>().AnyAsync(l => l.GlAccountId == record.Id, ct))
        {
            checks.Refuse(record.Number != fields.Number ? nameof(fields.Number) : nameof(fields.Kind), Refusal.NotNow("Catalog.AccountBooked", record.Number));
        }

        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        if (record is null)
        {
            record = new GlAccount { LegalEntityId = entityId, Number = fields.Number, Name = fields.Name };
            db.GlAccounts.Add(record);
        }

        record.Number = fields.Number;
        record.Name = fields.Name;
        record.Kind = fields.Kind;
        record.IsActive = fields.IsActive;
        return await db.SaveCatalogAsync(record, nameof(fields.Number), fields.Number, logger, ct);
    }
}
