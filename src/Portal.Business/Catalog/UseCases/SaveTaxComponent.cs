using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>A new tax with its first rate, or a change of a tax's name, place and account.</summary>
public sealed class SaveTaxComponent(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<SaveTaxComponent> logger)
{
    /// <param name="Id">Null for a new one, which needs a first rate.</param>
    public sealed record Input(long? Id, int Version, TaxComponentFields Fields, DateOnly? FirstRateFrom = null, decimal? FirstRatePercent = null);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var component = input.Id is { } id ? await db.TaxComponents.SingleOrDefaultAsync(c => c.Id == id, ct) : null;
        if (input.Id is not null && component is null)
        {
            return Refusal.NotFound;
        }

        if (component is not null && component.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        var entityId = component?.LegalEntityId ?? fields.LegalEntityId;
        checks.RefuseIf(!await db.EntityExistsAsync(entityId, ct), nameof(fields.LegalEntityId), Refusal.Invalid("Catalog.UnknownEntity"));
        checks.RefuseIf(fields.GlAccountId is { } account && !await db.GlAccounts.AnyAsync(a => a.Id == account && a.LegalEntityId == entityId, ct),
            nameof(fields.GlAccountId), Refusal.Invalid("Catalog.AccountOfOtherEntity"));
        checks.RefuseIf(component is null && input.FirstRateFrom is null, nameof(input.FirstRateFrom), Refusal.Invalid("Common.Required"));
        checks.RefuseIf(component is null && input.FirstRatePercent is null or < 0 or > 100, nameof(input.FirstRatePercent), Refusal.Invalid("Catalog.PercentRange"));
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        if (component is null)
        {
            component = new TaxComponent { LegalEntityId = entityId, Name = fields.Name };
            component.Rates.Add(new TaxRate { TaxComponentId = component.Id, From = input.FirstRateFrom!.Value, Percent = input.FirstRatePercent!.Value });
            db.TaxComponents.Add(component);
        }

        component.Name = fields.Name;
        component.Order = fields.Order;
        component.GlAccountId = fields.GlAccountId;
        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { } refusal)
        {
            return refusal;
        }

        logger.CatalogSaved(nameof(TaxComponent), component.Id);
        return component.Id;
    }
}
