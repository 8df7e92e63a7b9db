using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>New payment terms, or a change of some. Documents keep the due dates that they were issued with.</summary>
public sealed class SavePaymentTerms(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<SavePaymentTerms> logger)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="Version">What the user saw; a newer one refuses the change.</param>
    public sealed record Input(long? Id, int Version, PaymentTermsFields Fields);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var (record, refusal) = await db.PaymentTerms.ToChangeAsync(input.Id, input.Version, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        if (record is null)
        {
            record = new PaymentTerms { Code = fields.Code, Name = fields.Name, Instalments = fields.Instalments };
            db.PaymentTerms.Add(record);
        }

        record.Code = fields.Code;
        record.Name = fields.Name;
        record.Instalments = fields.Instalments;
        record.EarlyPercent = fields.EarlyPercent is { } percent ? Money.RoundPercent(percent) : null;
        record.EarlyDays = fields.EarlyDays;
        record.IsActive = fields.IsActive;
        return await db.SaveCatalogAsync(record, nameof(fields.Code), fields.Code, logger, ct);
    }
}
