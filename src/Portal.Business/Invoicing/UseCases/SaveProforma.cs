using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Saves the head and all lines of a proforma as they stand on the screen, in one save, and answers with its new version.</summary>
public sealed class SaveProforma(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">The version that the user saw.</param>
    /// <param name="Lines">In their order.</param>
    public sealed record Input(long InvoiceId, int Version, Invoice.Head Head, IReadOnlyList<Line> Lines);

    /// <param name="Id">Null for a new line.</param>
    /// <param name="JobLineId">The job line that a new line bills; ignored for an existing one.</param>
    public sealed record Line(long? Id, InvoiceLineSource Source, long? JobLineId, long? ProductId, InvoiceLine.Values Values);

    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(invoice, input.Version);
        if (invoice.Edit(input.Head) is { Succeeded: false } frozen)
        {
            return frozen.Refusal!;
        }

        var refusals = await ApplyLinesAsync(db, invoice, input.Lines, ct);
        if (!await ClientSites.MayNameAsync(db, input.Head.SiteId, invoice.ClientId, ct))
        {
            refusals.Add(Refusal.Invalid("Invoicing.UnknownSite").On(nameof(input.Head.SiteId)));
        }

        if (refusals.Count > 0)
        {
            return Result<int>.Refused(refusals);
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        var clientName = await db.Clients.Where(c => c.Id == invoice.ClientId).Select(c => c.Name).SingleAsync(ct);
        invoice.Calculate(await TaxTable.LoadAsync(db, invoice.LegalEntityId, ct), invoice.PlannedOn ?? entity.Today(clock));
        invoice.IndexForSearch(clientName);
        invoice.NeedsAttention(null);
        db.Entry(invoice).Property(i => i.Title).IsModified = true;
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? invoice.Version : saved.Refusal!;
    }

    private async Task<List<Refusal>> ApplyLinesAsync(PortalDbContext db, Invoice invoice, IReadOnlyList<Line> wanted, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        var jobLineIds = invoice.Lines.Select(l => l.JobLineId).Concat(wanted.Select(l => l.JobLineId)).OfType<long>().Distinct().ToList();
        var ordered = await db.Set<JobLine>().Where(l => jobLineIds.Contains(l.Id)
            && db.Jobs.Any(j => j.Id == l.JobId && j.ClientId == invoice.ClientId && j.LegalEntityId == invoice.LegalEntityId && j.Currency == invoice.Currency)).ToDictionaryAsync(l => l.Id, ct);
        var now = clock.GetUtcNow().UtcDateTime;

        foreach (var gone in invoice.Lines.Where(l => wanted.All(w => w.Id != l.Id)).ToList())
        {
            if (gone.JobLineId is { } id)
            {
                JobLineBilling.GiveBack(gone, ordered[id]);
            }

            invoice.RemoveLine(gone);
        }

        var order = new List<long>(wanted.Count);
        for (var i = 0; i < wanted.Count; i++)
        {
            var (id, source, jobLineId, productId, values) = wanted[i];
            var line = invoice.Lines.Find(l => l.Id == id);
            if (line is null && jobLineId is { } fromJob && !ordered.ContainsKey(fromJob))
            {
                refusals.Add(Refusal.Stale);
                continue;
            }

            var isNew = line is null;
            line ??= new InvoiceLine { Source = source, JobLineId = jobLineId, ProductId = productId };
            var (oldQuantity, oldNet, isShare) = (line.JobQuantity, line.Net, line.JobQuantity != line.Quantity);
            var set = line.Set(values);
            refusals.AddRange(set.Refusals.Select(r => r.On($"Lines[{i}].{r.Field}")));
            if (set.Succeeded && line.JobLineId is { } billed)
            {
                var quantity = isShare && !isNew ? oldQuantity : line.Quantity;
                var taken = JobLineBilling.Take(db, invoice, ordered[billed], quantity - oldQuantity, line.Net - oldNet, user, now);
                refusals.AddRange(taken.Refusals.Select(r => r.On($"Lines[{i}].Quantity")));
                line.Bill(quantity);
            }

            if (isNew)
            {
                invoice.AddLine(line);
            }

            order.Add(line.Id);
        }

        if (refusals.Count == 0)
        {
            refusals.AddRange(invoice.Reorder(order).Refusals);
        }

        return refusals;
    }
}
