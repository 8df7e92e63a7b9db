using Portal.Business.Common;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions;

/// <summary>
/// What of a request is to be invoiced directly becomes ordered lines of its job first. From there on there is one guard for all paths: the job
/// line knows what is invoiced of it.
/// </summary>
internal static class WorkLineOrders
{
    /// <summary>The ordered lines of these, made where a line has none yet. Refuses lines that are on a quote or belong to a contract.</summary>
    public static Result<List<JobLine>> Order(Job job, IEnumerable<WorkLine> lines)
    {
        var ordered = new List<JobLine>();
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

            var made = new JobLine
            {
                ProductId = line.ProductId,
                Description = line.Description,
                Quantity = line.Quantity,
                Unit = line.Unit,
                UnitPrice = line.UnitPrice,
                DiscountPercent = line.DiscountPercent,
                TaxCodeId = line.TaxCodeId,
                GlAccountId = line.GlAccountId,
                PurchaseOrder = job.PurchaseOrder,
            }.Priced();
            job.Order(made);
            line.Order(made.Id);
            ordered.Add(made);
        }

        return ordered;
    }
}
