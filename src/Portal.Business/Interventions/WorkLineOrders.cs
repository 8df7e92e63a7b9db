using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Interventions;

/// <summary>
/// What of a request is to be invoiced directly becomes ordered lines of its job first. From there on there is one guard for all paths: the job
/// line knows what is invoiced of it. What is sold by the hour opens its account with it, as an approved quote does: time that is billed as it is
/// delivered leaves nothing of the line to invoice.
/// </summary>
internal static class WorkLineOrders
{
    /// <summary>
    /// The ordered lines of these that leave something to invoice, made where a line has none yet. Refuses lines that are on a quote or belong to a contract,
    /// and to order nothing but time that is billed as delivered.
    /// </summary>
    public static async Task<Result<List<JobLine>>> OrderAsync(PortalDbContext db, Job job, IReadOnlyCollection<WorkLine> lines, ICurrentUser by, DateTime now, CancellationToken ct)
    {
        var delivered = await DeliveredProducts.AmongAsync(db, lines.Select(l => l.ProductId), ct);
        var (ordered, made) = (new List<JobLine>(), new List<JobLine>());
        foreach (var line in lines)
        {
            if (line.JobLineId is { } known && job.Lines.Find(l => l.Id == known) is { } there)
            {
                ordered.Add(there);
                continue;
            }

            if (line.State != WorkLineState.Open)
            {
                return Refusal.NotNow("Interventions.LineIsTaken", line.Description);
            }

            made.Add(Make(job, line, delivered.Holds(line.ProductId, line.Quantity)));
        }

        ordered.AddRange(made.Where(l => !l.BillsDelivered));
        if (ordered.Count == 0)
        {
            return Refusal.NotNow("Interventions.BilledAsDelivered", string.Join(", ", made.Select(l => l.Description)));
        }

        JobsToInvoiceAgain.OpenWithMore(db, job, by, now);
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == job.LegalEntityId, ct);
        return (await PackOpening.OpenAsync(db, job, made, by, seller.DayOf(now), now, ct)).Refusal is { } refused ? refused : ordered;
    }

    private static JobLine Make(Job job, WorkLine line, bool isDelivered)
    {
        var made = new JobLine
        {
            ProductId = line.ProductId,
            Description = line.Description,
            Quantity = isDelivered ? 0 : line.Quantity,
            EstimatedQuantity = isDelivered ? line.Quantity : null,
            Unit = line.Unit,
            UnitPrice = line.UnitPrice,
            UnitCost = line.UnitCost,
            DiscountPercent = line.DiscountPercent,
            TaxCodeId = line.TaxCodeId,
            GlAccountId = line.GlAccountId,
            PurchaseOrder = job.PurchaseOrder,
        }.Priced();
        job.Order(made);
        line.Order(made.Id);
        return made;
    }
}
