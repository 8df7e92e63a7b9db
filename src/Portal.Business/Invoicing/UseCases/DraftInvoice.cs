using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// Starts a proforma: from a job with what is left to invoice of its lines, or empty for a client. Without a job, the first step for
/// a client makes one. The one that leaves nothing of the job to invoice deducts the job's deposits.
/// </summary>
public sealed class DraftInvoice(
    PortalDbContextFactory contexts, CompanyBooks books, InvoiceIssuing issuing, ICurrentUser user, TimeProvider clock)
{
    /// <param name="ClientId">Whom to sell to; null takes the job's client, and another than that is refused.</param>
    /// <param name="JobId">The job it belongs to; null makes one.</param>
    /// <param name="Quantities">How much of which job line; null takes all that is left, an empty list none.</param>
    /// <param name="Lines">Given, it begins with exactly these, in their order.</param>
    /// <param name="Title">What it is about; null takes the job's name.</param>
    /// <param name="Issue">Issue it in the same step: it becomes an invoice, or nothing at all with everything that is missing.</param>
    /// <param name="Send">And send it to its recipients.</param>
    public sealed record Input(
        long? ClientId, long? JobId, IReadOnlyList<LineQuantity>? Quantities = null, IReadOnlyList<ProformaLines.Line>? Lines = null, string? Title = null,
        bool Issue = false, bool Send = false);

    public sealed record LineQuantity(long JobLineId, decimal Quantity);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit) || (input.Issue && !user.Has(Permissions.InvoicesIssue)) || (input.Send && !user.Has(Permissions.InvoicesSend)))
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

        var (entity, taxes, _, _) = await books.GetAsync(db, job?.LegalEntityId ?? client.LegalEntityId, ct);
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

        var invoice = Invoice.ForJob(client, job, input.Title ?? (job.Name == client.Name ? "" : job.Name), now);
        var refusals = input.Lines is { } lines
            ? await ProformaLines.ApplyAsync(db, invoice, lines, user, now, ct)
            : FillFromJob(db, invoice, job, input.Quantities, now);
        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        if (!(await db.TakeNumberAsync(entity.Id, NumberedDocument.Proforma, today, ct)).TryGet(out var number, out var noNumber))
        {
            return noNumber;
        }

        if (invoice.Lines.Count > 0 && job.Lines.TrueForAll(l => l.QuantityToInvoice <= 0) && await DepositDeductions.AddOfJobAsync(db, invoice, taxes, ct) is { Count: > 0 } notDeducted)
        {
            return Result<long>.Refused(notDeducted);
        }

        invoice.GiveProformaNumber(number);
        invoice.Calculate(taxes, today);
        invoice.IndexForSearch(client.Name);
        db.Invoices.Add(invoice);
        db.TimelineEntries.Add(new TimelineEntry(client.Id, job.Id, now, user, "Invoicing.Drafted", nameof(Invoice), invoice.Id, number));
        if (await FinishAsync(db, invoice, input, ct) is { Succeeded: false } unfinished)
        {
            return Result<long>.Refused(unfinished.Refusals);
        }

        await transaction.CommitAsync(ct);
        if (invoice.IsIssued)
        {
            issuing.Committed(invoice);
        }

        return invoice.Id;
    }

    private async Task<Result> FinishAsync(PortalDbContext db, Invoice invoice, Input input, CancellationToken ct)
    {
        if (!input.Issue)
        {
            return await db.TrySaveAsync(ct);
        }

        var ready = await issuing.ReadyAsync(db, invoice, issueOn: null, ct);
        return ready.TryGet(out var complete) ? await issuing.IssueAsync(db, user, complete, input.Send, ct) : ready;
    }

    private List<Refusal> FillFromJob(PortalDbContext db, Invoice invoice, Job job, IReadOnlyList<LineQuantity>? quantities, DateTime now)
    {
        var wanted = quantities ?? [.. job.Lines.Where(l => l.QuantityToInvoice > 0).OrderBy(l => l.Position).Select(l => new LineQuantity(l.Id, l.QuantityToInvoice))];
        var refusals = new List<Refusal>();
        foreach (var (jobLineId, quantity) in wanted)
        {
            if (job.Lines.SingleOrDefault(l => l.Id == jobLineId) is not { } ordered)
            {
                return [Refusal.Stale];
            }

            refusals.AddRange(JobLineBilling.Add(db, invoice, ordered, quantity, user, now).Refusals);
        }

        return refusals;
    }
}
