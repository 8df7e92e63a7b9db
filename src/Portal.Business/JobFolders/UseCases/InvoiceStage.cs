using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Starts the invoice of one stage: a proforma of what is left of its lines, under the stage's name.</summary>
public sealed class InvoiceStage(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, DraftInvoice draft)
{
    public sealed record Input(long StageId);

    /// <summary>The proforma's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.JobStages.AsNoTracking().SingleOrDefaultAsync(s => s.Id == input.StageId, ct) is not { } stage)
        {
            return Refusal.NotFound;
        }

        var lines = await db.Set<JobLine>().AsNoTracking().Where(l => l.StageId == stage.Id).OrderBy(l => l.Position).ToListAsync(ct);
        var left = lines.Where(l => l.QuantityToInvoice > 0).Select(l => new DraftInvoice.LineQuantity(l.Id, l.QuantityToInvoice)).ToList();
        return left.Count == 0
            ? Refusal.NotNow("JobFolders.NothingLeftOfStage", stage.Name)
            : await draft.RunAsync(new DraftInvoice.Input(null, stage.JobId, left, Title: stage.Name), ct);
    }
}
