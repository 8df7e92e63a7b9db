using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>A new product, or a change of one.</summary>
public sealed class SaveProduct(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<SaveProduct> logger)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="Version">What the user saw; a newer one refuses the change.</param>
    public sealed record Input(long? Id, int Version, ProductFields Fields);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var (record, refusal) = await db.Products.ToChangeAsync(input.Id, input.Version, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        var entityId = record?.LegalEntityId ?? fields.LegalEntityId;
        checks.RefuseIf(!await db.EntityExistsAsync(entityId, ct), nameof(fields.LegalEntityId), Refusal.Invalid("Catalog.UnknownEntity"));
        checks.RefuseIf(fields.TaxCodeId is { } tax && !await db.TaxCodes.AnyAsync(r => r.Id == tax && r.LegalEntityId == entityId, ct),
            nameof(fields.TaxCodeId), Refusal.Invalid("Catalog.TaxCodeOfOtherEntity"));
        checks.RefuseIf(fields.GlAccountId is { } account && !await db.GlAccounts.AnyAsync(r => r.Id == account && r.LegalEntityId == entityId, ct),
            nameof(fields.GlAccountId), Refusal.Invalid("Catalog.AccountOfOtherEntity"));
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        if (record is null)
        {
            record = new Product { LegalEntityId = entityId, Code = fields.Code, Name = fields.Name };
            db.Products.Add(record);
        }

        record.Code = fields.Code;
        record.Name = fields.Name;
        record.Kind = fields.Kind;
        record.Unit = fields.Unit;
        record.UnitPrice = fields.UnitPrice;
        record.PurchaseCost = user.Has(Permissions.JobsCosts) && fields.PurchaseCost is { } cost ? Money.RoundUnitPrice(cost) : record.PurchaseCost;
        record.TaxCodeId = fields.TaxCodeId;
        record.GlAccountId = fields.GlAccountId;
        record.Hours = fields.Hours;
        record.IsActive = fields.IsActive;
        record.IndexForSearch();
        return await db.SaveCatalogAsync(record, nameof(fields.Code), fields.Code, logger, ct);
    }
}
