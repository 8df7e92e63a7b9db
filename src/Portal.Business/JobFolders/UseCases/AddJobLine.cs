using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.PrepaidHours;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>
/// Orders something more in a job: extra work, a product. Tax code and account are those of the product; the client's fiscal position
/// puts others in their place, as it does on quotes and invoices. What is sold by the hour opens its account, as an approved quote does: time that
/// is billed as it is delivered leaves nothing of the line to invoice.
/// </summary>
public sealed class AddJobLine(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<AddJobLine> log)
{
    public sealed record Input(
        long JobId, int Version, long? ProductId, string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent = 0,
        long? TaxCodeId = null, long? GlAccountId = null, string PurchaseOrder = "");

    /// <summary>The new line's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var job = await db.Jobs.Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job is null)
        {
            return Refusal.NotFound;
        }

        if (job.IsFinished)
        {
            return Refusal.NotNow("JobFolders.JobFinished", job.Number);
        }

        db.ExpectVersion(job, input.Version);
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == input.ProductId && p.LegalEntityId == job.LegalEntityId, ct);
        var refusals = PricedLine.Check(input.Description, input.Quantity, input.UnitPrice, input.DiscountPercent);
        if ((input.TaxCodeId is { } code && !await db.TaxCodes.AnyAsync(c => c.Id == code && c.LegalEntityId == job.LegalEntityId, ct))
            || (input.GlAccountId is { } account && !await db.GlAccounts.AnyAsync(a => a.Id == account && a.LegalEntityId == job.LegalEntityId, ct))
            || (input.ProductId is not null && product is null))
        {
            refusals.Add(Refusal.Invalid("JobFolders.UnknownChoice"));
        }

        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).AsSplitQuery()
            .SingleOrDefaultAsync(p => p.LegalEntityId == job.LegalEntityId && db.Clients.Any(c => c.Id == job.ClientId && c.FiscalPositionId == p.Id), ct);
        var quantity = Money.RoundQuantity(input.Quantity);
        var isDelivered = product?.Hours is { Policy: HoursPolicy.Delivered } && quantity > 0;
        var line = new JobLine
        {
            JobId = job.Id,
            ProductId = input.ProductId,
            Description = input.Description.Trim(),
            Quantity = isDelivered ? 0 : quantity,
            EstimatedQuantity = isDelivered ? quantity : null,
            Unit = input.Unit.Trim(),
            UnitPrice = Money.RoundUnitPrice(input.UnitPrice),
            UnitCost = product?.PurchaseCost ?? 0,
            DiscountPercent = Money.RoundPercent(input.DiscountPercent),
            TaxCodeId = position is null ? input.TaxCodeId : position.TaxCodeFor(input.TaxCodeId),
            GlAccountId = position is null ? input.GlAccountId : position.AccountFor(input.GlAccountId),
            PurchaseOrder = input.PurchaseOrder.Trim(),
        }.Priced();
        job.Order(line);
        var now = clock.GetUtcNow().UtcDateTime;
        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, now, user, "JobFolders.LineAdded", nameof(Job), job.Id, Short(line.Description), (line.Net, job.Currency)));
        JobsToInvoiceAgain.OpenWithMore(db, job, user, now);
        if (product?.Hours is not null)
        {
            var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == job.LegalEntityId, ct);
            if ((await PackOpening.OpenAsync(db, job, [line], user, seller.DayOf(now), now, ct)).Refusal is { } notSold)
            {
                return notSold.On(nameof(input.ProductId));
            }
        }

        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        log.LineAdded(line.Id, job.Id);
        return line.Id;
    }

    internal static string Short(string text) => text.Length <= 80 ? text : text[..79] + "…";
}
