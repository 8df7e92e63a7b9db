using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Documents;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Interventions.UseCases;

/// <summary>A product that was used during a visit: a line to bill of its request, at the price of the catalog.</summary>
public sealed class AddVisitPart(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long VisitId, Guid Key, long ProductId, decimal Quantity);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, input.Key, ct, VisitStepKind.Part)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (doing.WasDone)
        {
            return Result.Done;
        }

        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == input.ProductId && p.LegalEntityId == visit.LegalEntityId && p.IsActive, ct);
        if (product is null)
        {
            return Refusal.NotFound;
        }

        if (await HoursSale.RefusedAsync(db, visit.LegalEntityId, visit.ClientId, [product.Id], ct) is { } ofAnother)
        {
            return ofAnother.Why;
        }

        if (!visit.TakesPlace || visit.InvoiceId is not null)
        {
            return Refusal.NotNow(visit.TakesPlace ? "Interventions.VisitHasInvoice" : "Interventions.VisitNotFromThisStatus", visit.Number);
        }

        var request = await db.ServiceRequests.Include(r => r.Lines).SingleAsync(r => r.Id == visit.RequestId, ct);
        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == visit.ClientId, ct);
        var positionId = request.FiscalPositionId ?? client.FiscalPositionWith(visit.LegalEntityId);
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).SingleOrDefaultAsync(p => p.Id == positionId, ct);
        var line = new WorkLine { RequestId = request.Id, VisitId = visit.Id, UnitCost = product.PurchaseCost };
        var set = line.Set(new WorkLine.Values(
            product.Id, product.Name.In(client.Language), input.Quantity, product.Unit.In(client.Language), product.UnitPrice, 0,
            position is null ? product.TaxCodeId : position.TaxCodeFor(product.TaxCodeId), position is null ? product.GlAccountId : position.AccountFor(product.GlAccountId)));
        if (!set.Succeeded)
        {
            return set;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        request.AddLine(line);
        db.WorkLines.Add(line);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == visit.LegalEntityId, ct);
        request.Calculate(await TaxTable.LoadAsync(db, visit.LegalEntityId, ct), entity.DayOf(now));
        db.VisitSteps.Add(new VisitStep(visit, VisitStepKind.Part, doing.Key, user, now, line.Description, line.Id));

        return await reports.RenewAsync(visit, await doing.SaveOnceAsync(db, ct), ct);
    }
}
