using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// Starts a proforma: from a job or several of one client with what is left to invoice of their lines, like another invoice, from a
/// template, or empty for a client. Without a job, the first step for a client makes one. The one that leaves nothing of a job to
/// invoice deducts the job's deposits.
/// </summary>
public sealed class DraftInvoice(
    PortalDbContextFactory contexts, CompanyBooks books, InvoiceIssuing issuing, ICurrentUser user, TimeProvider clock)
{
    /// <param name="ClientId">Whom to sell to; null takes the job's client, and another than that is refused.</param>
    /// <param name="JobId">The job it belongs to; null makes one.</param>
    /// <param name="Quantities">How much of which job line, of other jobs of the client too; null takes all that is left of the job, an empty list none.</param>
    /// <param name="Lines">Given, it begins with exactly these, in their order.</param>
    /// <param name="Title">What it is about; null takes the job's name.</param>
    /// <param name="Issue">Issue it in the same step: it becomes an invoice, or nothing at all with everything that is missing.</param>
    /// <param name="Send">And send it to its recipients.</param>
    /// <param name="LikeId">An invoice to do again, in its job if that is open, billed to the same; never issued in the same step.</param>
    /// <param name="TemplateId">A template of the company that sells.</param>
    /// <param name="Part">A part of what the job orders, instead of <paramref name="Quantities"/>.</param>
    /// <param name="Work">What of a request of the job it bills, instead of <paramref name="Quantities"/>.</param>
    /// <param name="LegalEntityId">Who sells where there is no job; null takes the client's usual company.</param>
    public sealed record Input(
        long? ClientId, long? JobId, IReadOnlyList<LineQuantity>? Quantities = null, IReadOnlyList<ProformaLines.Line>? Lines = null, string? Title = null,
        bool Issue = false, bool Send = false, long? LikeId = null, long? TemplateId = null, WorkToBill? Work = null, JobPart? Part = null, long? LegalEntityId = null);

    public sealed record LineQuantity(long JobLineId, decimal Quantity);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit) || (input.Issue && !user.Has(Permissions.InvoicesIssue)) || (input.Send && !user.Has(Permissions.InvoicesSend)))
        {
            return Refusal.Forbidden;
        }

        return await MakeAsync(input, ct);
    }

    /// <summary>Whoever calls has checked the permission.</summary>
    internal async Task<Result<long>> MakeAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var like = input.LikeId is { } likeId
            ? await db.Invoices.AsNoTracking().Include(i => i.Lines).SingleOrDefaultAsync(i => i.Id == likeId && i.Kind == InvoiceKind.Invoice && !i.IsDeposit, ct)
            : null;
        if (like is null && input.LikeId is not null)
        {
            return Refusal.NotFound;
        }

        input = like is null ? input : input with { ClientId = like.ClientId, JobId = await OpenJobOfAsync(db, like, ct), Issue = false, Send = false };
        var job = input.JobId is { } jobId ? await db.Jobs.Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == jobId, ct) : null;
        var clientId = input.ClientId ?? job?.ClientId ?? 0;
        if (await ClientToBill.ReadAsync(db, clientId, clientId, ct) is not [var (client, stamp)] || (input.JobId is not null && job?.ClientId != client.Id))
        {
            return Refusal.NotFound;
        }

        if (job is { IsFinished: true })
        {
            return Refusal.NotNow("Invoicing.JobIsFinished", job.Number);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        WorkBilling? work = null;
        if (input.Work is { } wish && !(job is null ? Refusal.NotFound : await WorkBilling.OrderAsync(db, job, wish, user, now, ct)).TryGet(out work, out var notBillable))
        {
            return notBillable;
        }

        if (!(await books.OfSellerAsync(db, client, job, like?.LegalEntityId ?? input.LegalEntityId, stamp, ct)).TryGet(out var book, out var sellsNothing))
        {
            return sellsNothing;
        }

        var started = await ProformaStart.FindAsync(db, like, input.TemplateId, client, book.Entity, ct);
        if (!started.TryGet(out var start, out var noStart))
        {
            return noStart;
        }

        var newJob = job is null ? new Job(book.Entity.Id, client.Id, "", client.Name, like?.Currency ?? client.CurrencyWith(book.Entity), now) : null;
        job ??= newJob!;
        var invoice = Invoice.ForJob(client, job, input.Title ?? start?.Title ?? work?.Title ?? job.TitleFor(client.Name), now);
        start?.Begin(invoice, like?.BilledToId);
        if (work?.Begin(invoice).Refusal is { } billed)
        {
            return billed;
        }

        var refusals = (start?.Lines ?? input.Lines) is { } lines
            ? await ProformaLines.ApplyAsync(db, book, invoice, lines, user, now, ct)
            : input.Part is { } part ? part.Fill(invoice, job, book.Taxes, book.Entity.DayOf(now))
            : await JobLineBilling.FillAsync(db, invoice, job, work?.Quantities ?? input.Quantities, user, now, ct);
        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        if (newJob is null && invoice.Lines.Count > 0 && await DepositDeductions.AddOfJobsAsync(db, [invoice], job, book.Taxes, ct) is { Count: > 0 } notDeducted)
        {
            return Result<long>.Refused(notDeducted);
        }

        invoice.Calculate(book.Taxes, book.Entity.DayOf(now));
        var ready = input.Issue ? await issuing.ReadyAsync(db, invoice, client, client, book, newJob, issueOn: null, ct) : null;
        return ready is { Succeeded: false }
            ? Result<long>.Refused(ready.Refusals)
            : await new NewProforma(invoice, client, book, newJob, now).SaveAsync(db, issuing, user, ready?.Value, input.Send, ct);
    }

    private static async Task<long?> OpenJobOfAsync(PortalDbContext db, Invoice like, CancellationToken ct) => await db.Jobs.Open()
        .Where(j => j.Id == like.JobId && j.ClientId == like.ClientId).Select(j => (long?)j.Id).SingleOrDefaultAsync(ct);
}
