using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Batches.UseCases;

/// <summary>What came of each visit of a batch of one's own, in the order in which they are worked off.</summary>
public sealed class ListBatchVisits(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long BatchId, PageRequest Page, BatchItemState? State = null);

    /// <param name="Local">Its start on the wall clock of the company.</param>
    /// <param name="Reasons">Why it is not done; of what is done, what one should know.</param>
    public sealed record Row(
        long VisitId, int Position, string Number, DateTime Local, string ClientName, BatchItemState State, IReadOnlyList<Refusal> Reasons, DateTime? FinishedAt);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var items = db.BatchItems.AsNoTracking().Where(i =>
            i.BatchId == input.BatchId && i.VisitId != null && db.Batches.Any(b => b.Id == i.BatchId && b.StartedById == user.UserId) && (input.State == null || i.State == input.State));
        var rows = await items.OrderBy(i => i.Position).Skip(input.Page.Skip).Take(input.Page.Take)
            .Join(db.Visits, i => i.VisitId, v => v.Id, (item, visit) => new { item, visit })
            .Join(db.LegalEntities, r => r.visit.LegalEntityId, e => e.Id, (r, entity) => new { r.item, r.visit, entity })
            .OrderBy(r => r.item.Position)
            .Select(r => new { r.item, r.visit.Number, r.visit.StartsAt, r.entity, Client = db.Clients.Where(c => c.Id == r.visit.ClientId).Select(c => c.Name).First() })
            .ToListAsync(ct);
        return new Page<Row>(
            [.. rows.Select(r => new Row(
                r.item.SubjectId, r.item.Position, r.Number, r.entity.Local(r.StartsAt), r.Client, r.item.State, [.. r.item.Refusals.Select(s => s.Read())], r.item.FinishedAt))],
            await items.CountAsync(ct));
    }
}
