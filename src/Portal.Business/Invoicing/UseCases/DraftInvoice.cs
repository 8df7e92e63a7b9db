using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// Starts a proforma: from a job with what is left to invoice of its lines, or empty for a client. Without a job, the first step for
/// a client makes one.
/// </summary>
public sealed class DraftInvoice(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="ClientId">Whom to sell to; null takes the job's client, and another than that is refused.</param>
    /// <param name="JobId">The job it belongs to; null makes one.</param>
    /// <param name="Quantities">How much of which job line; null takes all that is left, an empty list none.</param>
    public sealed record Input(long? ClientId, long? JobId, IReadOnlyList<LineQuantity>? Quantities = null);

    public sealed record LineQuantity(long JobLineId, decimal Quantity);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var job = input.JobId is { } jobId ? await db.Jobs.Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == jobId, ct) : null;
        var clientId = input.ClientId ?? job?.ClientId;
        var client = await db.Clients.SingleOrDefaultAsync(c => c.Id == clientId, ct);
        if (client is null || (input.JobId is not null && job?.ClientId != client.Id))
        {
            return Refusal.NotFound;
        }

        if (job is { IsFinished: true })
        {
            return Refusal.NotNow("Invoicing.JobIsFinished", job.Number);
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == (job == null ? client.LegalEntityId : job.LegalEntityId), ct);
        var taxes = await TaxTable.LoadAsync(db, entity.Id, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = entity.DayOf(now);

        await using var transaction = await db.BeginWriteAsync(ct);
        if (job is null)
        {
            if (!(await db.TakeNumberAsync(entity.Id, NumberedDocument.Job, today, ct)).TryGet(out var jobNumber, out var noJobNumber))
            {
                return noJobNumber;
            }

            job = new Job(entity.Id, client.Id, jobNumber, client.Name, client.Currency, now);
            db.Jobs.Add(job);
        }

        var invoice = New(client, job, now);
        if (FillFromJob(db, invoice, job, input.Quantities, now) is { Succeeded: false } tooMuch)
        {
            return Result<long>.Refused(tooMuch.Refusals);
        }

        if (!(await db.TakeNumberAsync(entity.Id, NumberedDocument.Proforma, today, ct)).TryGet(out var number, out var noNumber))
        {
            return noNumber;
        }

        invoice.GiveProformaNumber(number);
        invoice.Calculate(taxes, today);
        invoice.IndexForSearch(client.Name);
        db.Invoices.Add(invoice);
        db.TimelineEntries.Add(new TimelineEntry(client.Id, job.Id, now, user, "Invoicing.Drafted", nameof(Invoice), invoice.Id, number));
        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            return lost.Refusal!;
        }

        await transaction.CommitAsync(ct);
        return invoice.Id;
    }

    private static Invoice New(Client client, Job job, DateTime now)
    {
        var invoice = new Invoice(InvoiceKind.Invoice, job.LegalEntityId, client.Id, client.Id, client.Language, job.Currency, now);
        invoice.BelongTo(job.Id);
        invoice.Edit(new Invoice.Head(
            client.Id, job.Name == client.Name ? "" : job.Name, job.PurchaseOrder, client.FiscalPositionId, client.PaymentTermsId, null, null, null, false, job.SiteId));
        return invoice;
    }

    private Result FillFromJob(PortalDbContext db, Invoice invoice, Job job, IReadOnlyList<LineQuantity>? quantities, DateTime now)
    {
        var wanted = quantities ?? [.. job.Lines.Where(l => l.QuantityToInvoice > 0).OrderBy(l => l.Position).Select(l => new LineQuantity(l.Id, l.QuantityToInvoice))];
        var refusals = new List<Refusal>();
        foreach (var (jobLineId, quantity) in wanted)
        {
            if (job.Lines.SingleOrDefault(l => l.Id == jobLineId) is not { } ordered)
            {
                return Refusal.Stale;
            }

            refusals.AddRange(JobLineBilling.Add(db, invoice, ordered, quantity, user, now).Refusals);
        }

        return refusals.Count == 0 ? Result.Done : Result.Refused(refusals);
    }
}
