using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Quotes;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Everything on the page of one job, but its timeline, its documents, and its stages and tasks.</summary>
public sealed class ShowJob(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    private const int MostRows = 100;

    public sealed record Input(long JobId);

    public async Task<Result<JobView>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var job = await db.Jobs.AsNoTracking().Include(j => j.Lines).Include(j => j.Labels).AsSplitQuery().SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job is null)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == job.LegalEntityId, ct);
        var client = await db.Clients.Where(c => c.Id == job.ClientId).Select(c => new { c.Name, c.Language }).SingleAsync(ct);
        var responsible = await db.Users.Where(u => u.Id == job.ResponsibleUserId && !u.IsClientUser).Select(u => new { u.Id, u.DisplayName }).SingleOrDefaultAsync(ct);
        var sums = await JobInvoices.SumAsync(db, job.Id, ct);
        var quotes = await db.Quotes.AsNoTracking().Where(q => q.JobId == job.Id).OrderByDescending(q => q.Id).Take(MostRows)
            .Select(q => new { q.Id, q.Number, q.Revision, q.Title, q.Status, q.Total, q.ValidUntil }).ToListAsync(ct);
        var lineIds = job.Lines.Select(l => (long?)l.Id).ToList();
        var invoices = await db.Invoices.AsNoTracking().OfJob(db, job.Id).OrderBy(i => i.PlannedOn).ThenBy(i => i.Id).Take(MostRows)
            .Select(i => new JobInvoiceRow(
                i.Id, i.Number ?? i.ProformaNumber, i.Kind == InvoiceKind.CreditNote, i.Title, i.Status.ToString(), i.PlannedOn, i.IssuedOn, i.Total, i.Balance))
            .ToListAsync(ct);
        var hours = await JobReading.HoursAsync(db, lineIds, ct);
        var earned = Math.Max(job.OrderedNet, sums.Invoiced + sums.OnProformas);
        return new JobView(
            job.Id, job.Version, job.Number, job.Name, job.Status, seller.Today(clock), job.ClientId, client.Name, job.LegalEntityId, seller.Name, client.Language,
            job.Currency, job.PurchaseOrder, job.DueOn, responsible?.Id, responsible?.DisplayName ?? "", job.CreatedAt, job.OrderedNet,
            sums.Invoiced, sums.OnProformas, job.Lines.Sum(l => l.LeftNet), sums.Paid, sums.Due,
            await JobReading.CountAsync(db, job.Id, sums.Count, ct), await JobReading.TimeAsync(db, job.Id, user, ct),
            [.. job.Lines.OrderBy(l => l.Position).Select(l => new JobLineRow(
                l.Id, l.Position, l.Description, l.EstimatedQuantity ?? l.Quantity, l.Unit, l.UnitPrice, l.DiscountPercent, l.Net, l.InvoicedQuantity, l.QuantityToInvoice,
                l.LeftNet, l.QuoteLineId is not null, l.PurchaseOrder, l.StageId, hours.GetValueOrDefault(l.Id), l.BillsDelivered))],
            [.. quotes.Select(q => new JobQuoteRow(q.Id, Quote.FullNumberOf(q.Number, q.Revision), q.Title, q.Status.ToString(), q.Total, q.ValidUntil))],
            invoices, job.SiteId, await ClientSites.ChoicesAsync(db, job.ClientId, job.SiteId is { } site ? [site] : [], ct), [.. job.Labels.Select(l => l.Name).Order(StringComparer.CurrentCultureIgnoreCase)],
            await JobReading.FieldsAsync(db, job.Id, ct), await db.Jobs.Where(j => j.Id == job.MergedIntoId).Select(j => new JobRef(j.Id, j.Number)).SingleOrDefaultAsync(ct),
            job.RetentionPercent, sums.Held)
        {
            HasLeftToInvoice = job.HasLeftToInvoice,
            Costs = user.Has(Permissions.JobsCosts) ? (await JobCosting.OfAsync(db, [new(job.Id, job.LegalEntityId, job.Currency, earned)], clock, ct))[job.Id] : null,
        };
    }
}
