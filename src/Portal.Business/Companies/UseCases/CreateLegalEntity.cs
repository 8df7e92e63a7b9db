using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies.UseCases;

/// <summary>A new company of ours, with the accounts, taxes, terms and number series of its country: it can invoice at once.</summary>
public sealed class CreateLegalEntity(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<CreateLegalEntity> logger)
{
    /// <param name="NumberPrefix">In front of all its numbers ("FR-"); empty for none.</param>
    public sealed record Input(LegalEntityFields Fields, string NumberPrefix);

    /// <summary>The new entity's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        var prefix = checks.Optional(nameof(input.NumberPrefix), input.NumberPrefix, 10);
        checks.RefuseIf(!NumberSeries.CanBeIn(prefix), nameof(input.NumberPrefix), Refusal.Invalid("Companies.PrefixForm"));
        var entity = new LegalEntity { Name = fields.Name, LegalName = fields.LegalName, Currency = fields.Currency, TimeZone = fields.TimeZone, Language = fields.Language };
        await fields.CheckReferencesAsync(db, entity.Id, checks, ct);
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        fields.ApplyTo(entity);
        db.LegalEntities.Add(entity);
        await StandardCatalog.AddAsync(db, entity, prefix, ct);
        var prefixes = db.NumberSeries.Local.Select(s => s.Prefix).ToList();
        if (await db.NumberSeries.Where(s => prefixes.Contains(s.Prefix)).Select(s => s.Prefix).FirstOrDefaultAsync(ct) is { } taken)
        {
            return Refusal.Conflict("Companies.PrefixTaken", taken).On(nameof(input.NumberPrefix));
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { } refusal)
        {
            return refusal;
        }

        logger.LegalEntityCreated(entity.Id);
        return entity.Id;
    }
}
