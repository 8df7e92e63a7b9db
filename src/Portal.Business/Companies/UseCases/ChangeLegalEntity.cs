using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies.UseCases;

public sealed class ChangeLegalEntity(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<ChangeLegalEntity> logger)
{
    /// <param name="Version">What the user saw; a newer one refuses the change.</param>
    public sealed record Input(long Id, int Version, LegalEntityFields Fields);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var entity = await db.LegalEntities.SingleOrDefaultAsync(e => e.Id == input.Id, ct);
        if (entity is null)
        {
            return Refusal.NotFound;
        }

        if (entity.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        await fields.CheckReferencesAsync(db, entity.Id, checks, ct);
        checks.RefuseIf(fields.Currency != entity.Currency && await HasDocumentsAsync(db, entity.Id, ct), nameof(fields.Currency), Refusal.NotNow("Companies.CurrencyFixed"));
        checks.RefuseIf(
            fields.FiscalYearStartMonth != entity.FiscalYearStartMonth && await db.AccountingTransfers.AnyAsync(t => t.LegalEntityId == entity.Id && t.EntryNumber != null, ct),
            nameof(fields.FiscalYearStartMonth), Refusal.NotNow("Companies.FiscalYearFixed"));
        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        fields.ApplyTo(entity);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.LegalEntityChanged(entity.Id);
        }

        return saved;
    }

    private static Task<bool> HasDocumentsAsync(PortalDbContext db, long entityId, CancellationToken ct) =>
        db.NumberSeries.AnyAsync(s => s.LegalEntityId == entityId && s.Next > s.Start, ct);
}
