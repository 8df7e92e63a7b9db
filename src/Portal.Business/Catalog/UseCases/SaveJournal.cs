using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>A new journal, or a change of one.</summary>
public sealed class SaveJournal(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<SaveJournal> logger)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="Version">What the user saw; a newer one refuses the change.</param>
    public sealed record Input(long? Id, int Version, JournalFields Fields);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var (record, refusal) = await db.Journals.ToChangeAsync(input.Id, input.Version, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        var entityId = record?.LegalEntityId ?? fields.LegalEntityId;
        checks.RefuseIf(!await db.EntityExistsAsync(entityId, ct), nameof(fields.LegalEntityId), Refusal.Invalid("Catalog.UnknownEntity"));
        if (record is not null && record.Code != fields.Code && await db.AccountingEntries.AnyAsync(e => e.JournalId == record.Id, ct))
        {
            checks.Refuse(nameof(fields.Code), Refusal.NotNow("Catalog.JournalBooked", record.Code));
        }

        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        if (record is null)
        {
            record = new Journal { LegalEntityId = entityId, Code = fields.Code, Name = fields.Name };
            db.Journals.Add(record);
        }

        record.Code = fields.Code;
        record.Name = fields.Name;
        record.Kind = fields.Kind;
        record.IsActive = fields.IsActive;
        return await db.SaveCatalogAsync(record, nameof(fields.Code), fields.Code, logger, ct);
    }
}
