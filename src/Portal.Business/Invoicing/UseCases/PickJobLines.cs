using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Ordered lines with something left to invoice: of one job, or of all jobs of a client that one invoice may gather.</summary>
public sealed class PickJobLines(PortalDbContextFactory contexts, ICurrentUser user)
{
    public const int Most = 300;

    public sealed record Input(long ClientId, long? LegalEntityId = null, long? JobId = null, string Search = "", string? Currency = null, IReadOnlyList<long>? JobIds = null);

    /// <param name="PurchaseOrder">Of the line, or else of its job.</param>
    public sealed record Row(
        long JobLineId, long JobId, string JobNumber, string JobName, long? ProductId, string Description, string Unit, decimal Ordered, decimal Left,
        decimal UnitPrice, decimal DiscountPercent, long? TaxCodeId, long? GlAccountId, string PurchaseOrder, string Currency);

    /// <summary>The numbers of jobs of which it found nothing, for the page that says so.</summary>
    public async Task<Result<IReadOnlyList<string>>> NumbersAsync(IReadOnlyCollection<long> jobIds, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.Jobs.AsNoTracking().Where(j => jobIds.Contains(j.Id)).OrderBy(j => j.Number).Select(j => j.Number).Take(Most).ToListAsync(ct);
    }

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var several = input.JobIds ?? [];
        var jobs = db.Jobs.AsNoTracking().Open().Matching(j => j.SearchKey, input.Search).Where(j =>
            j.ClientId == input.ClientId
            && (input.LegalEntityId == null || j.LegalEntityId == input.LegalEntityId)
            && (input.JobId == null || j.Id == input.JobId)
            && (several.Count == 0 || several.Contains(j.Id))
            && (input.Currency == null || j.Currency == input.Currency));
        return await (from job in jobs
                      from line in job.Lines
                      where line.Quantity > line.InvoicedQuantity
                      orderby job.Number descending, line.Position
                      select new Row(
                          line.Id, job.Id, job.Number, job.Name, line.ProductId, line.Description, line.Unit, line.Quantity, line.Quantity - line.InvoicedQuantity,
                          line.UnitPrice, line.DiscountPercent, line.TaxCodeId, line.GlAccountId, line.PurchaseOrder != "" ? line.PurchaseOrder : job.PurchaseOrder, job.Currency))
            .Take(Most).ToListAsync(ct);
    }
}
