using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>What one unit of an ordered line, of a part used on a visit, or of a product that was only invoiced, cost after all. Nothing that is billed changes.</summary>
public sealed class SetLineCost(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Version">Of the line, as it was seen; that of an invoice has none, and the last word counts.</param>
    public sealed record Input(long JobId, long LineId, MaterialSource Source, int Version, decimal? UnitCost);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsCosts) || !user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        if (input.UnitCost is null or < 0 or > Money.LargestAmount)
        {
            return Refusal.Invalid("JobFolders.CostRange", Money.LargestAmount).On(nameof(input.UnitCost));
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var cost = Money.RoundUnitPrice(input.UnitCost.Value);
        if (input.Source == MaterialSource.Part)
        {
            if (await db.WorkLines.SingleOrDefaultAsync(l => l.Id == input.LineId && db.ServiceRequests.Any(r => r.Id == l.RequestId && r.JobId == input.JobId), ct) is not { } part)
            {
                return Refusal.NotFound;
            }

            // Ordered meanwhile: its line carries the cost from there on.
            db.ExpectVersion(part, input.Version);
            part.UnitCost = cost;
        }
        else if (input.Source == MaterialSource.Invoiced)
        {
            if (await db.Set<InvoiceLine>().SingleOrDefaultAsync(l => l.Id == input.LineId && l.JobLineId == null && l.ProductId != null && db.Invoices.Any(i => i.Id == l.InvoiceId && i.JobId == input.JobId), ct) is not { } billed)
            {
                return Refusal.NotFound;
            }

            // What is credited of it comes off at the same cost.
            var original = billed.OriginalLineId ?? billed.Id;
            await foreach (var line in db.Set<InvoiceLine>().Where(l => l.Id == original || l.OriginalLineId == original).AsAsyncEnumerable().WithCancellation(ct))
            {
                line.UnitCost = cost;
            }
        }
        else
        {
            if (await db.Set<JobLine>().SingleOrDefaultAsync(l => l.Id == input.LineId && l.JobId == input.JobId, ct) is not { } line)
            {
                return Refusal.NotFound;
            }

            db.ExpectVersion(line, input.Version);
            line.UnitCost = cost;
        }

        return await db.TrySaveAsync(ct);
    }
}
