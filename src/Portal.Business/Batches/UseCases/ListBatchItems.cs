using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Batches.UseCases;

/// <summary>What came of each invoice of a batch of one's own, in the order in which they are worked off.</summary>
public sealed class ListBatchItems(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long BatchId, PageRequest Page, BatchItemState? State = null);

    /// <param name="Outcome">The number given, where it is done.</param>
    public sealed record Row(
        long InvoiceId, int Position, string Number, string ClientName, InvoiceKind Kind, decimal Total, string Currency, BatchItemState State, string Outcome,
        IReadOnlyList<Refusal> Reasons, DateTime? FinishedAt);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var items = db.BatchItems.AsNoTracking().Where(i =>
            i.BatchId == input.BatchId && i.InvoiceId != null && db.Batches.Any(b => b.Id == i.BatchId && b.StartedById == user.UserId) && (input.State == null || i.State == input.State));
        var rows = await items.OrderBy(i => i.Position).Skip(input.Page.Skip).Take(input.Page.Take)
            .Join(db.Invoices, i => i.InvoiceId!.Value, v => v.Id, (i, v) => new { Item = i, v.Number, v.ProformaNumber, v.ClientId, v.Kind, v.Total, v.Currency })
            .OrderBy(r => r.Item.Position)
            .Select(r => new { r.Item, Shown = r.Number ?? r.ProformaNumber, r.Kind, r.Total, r.Currency, Client = db.Clients.Where(c => c.Id == r.ClientId).Select(c => c.Name).First() })
            .ToListAsync(ct);
        return new Page<Row>(
            [.. rows.Select(r => new Row(
                r.Item.SubjectId, r.Item.Position, r.Shown, r.Client, r.Kind, r.Total, r.Currency, r.Item.State, r.Item.Outcome,
                [.. r.Item.Refusals.Select(s => s.Read())], r.Item.FinishedAt))],
            await items.CountAsync(ct));
    }
}
