using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Invoicing;

/// <summary>An approved quote with the proformas that its schedule still lacks: made in memory, neither numbered nor saved.</summary>
/// <param name="Corrected">Lines that were corrected since the quote was approved.</param>
internal sealed record QuoteToInvoice(Quote Quote, Job Job, CompanyBook Book, IReadOnlyList<string> Corrected, string ClientName, IReadOnlyList<Invoice> Invoices)
{
    /// <summary>Refuses with every reason why there is nothing to make. What is due by its schedule already is planned for today.</summary>
    public static async Task<Result<QuoteToInvoice>> LoadAsync(PortalDbContext db, CompanyBooks books, long quoteId, DateTime now, CancellationToken ct)
    {
        var quote = await db.Quotes.AsNoTracking().AsSplitQuery().Include(q => q.Lines).Include(q => q.Schedules).SingleOrDefaultAsync(q => q.Id == quoteId, ct);
        if (quote is null)
        {
            return Refusal.NotFound;
        }

        if (quote.Status != QuoteStatus.Approved || quote.DecidedAt is not { } decidedAt)
        {
            return Refusal.NotNow("Invoicing.QuoteNotApproved", quote.FullNumber);
        }

        // The job before its invoices: what somebody else commits in between is then known as invoices, not only as quantities that are gone.
        var job = await db.Jobs.Include(j => j.Lines).SingleAsync(j => j.Id == quote.JobId, ct);
        var made = await db.Invoices.Where(i => i.QuoteId == quote.Id && i.QuoteStage != null).Select(i => i.QuoteStage!.Value).ToListAsync(ct);
        if (Enumerable.Range(1, quote.Schedule.Stages.Count).All(made.Contains))
        {
            return Refusal.Conflict("Invoicing.QuoteInvoicedAlready", quote.FullNumber);
        }

        if (job.IsFinished)
        {
            return Refusal.NotNow("Invoicing.JobIsFinished", job.Number);
        }

        if (!quote.StagedLines.Any())
        {
            return Refusal.NotNow("Invoicing.QuoteBilledAsDelivered", quote.FullNumber);
        }

        var ordered = quote.StagedLines.Select(line => (Line: line, Ordered: job.Lines.Find(l => l.QuoteLineId == line.Id))).ToList();
        if (ordered.Where(o => o.Ordered is null).Select(o => Refusal.NotNow("Invoicing.QuoteLineWithdrawn", Folding.Cut(o.Line.Description, 80))).ToList() is { Count: > 0 } gone)
        {
            return Result<QuoteToInvoice>.Refused(gone);
        }

        var book = await books.GetAsync(db, quote.LegalEntityId, ct);
        var today = book.Entity.DayOf(now);
        var asked = await db.Invoices.Where(i => i.QuoteId == quote.Id && i.IsDeposit).OrderBy(i => i.QuoteStage).Select(i => i.Id).ToListAsync(ct);
        var deposits = await DepositDeductions.LoadAsync(db, asked, null, ct);
        var result = QuoteInvoices.Make(
            quote, [.. ordered.Select(o => o.Ordered!)], book.Entity.DayOf(decidedAt), today, made, now, book.Taxes, book.Entity.DepositAccountId, deposits);
        if (!result.TryGet(out var invoices))
        {
            return Result<QuoteToInvoice>.Refused(result.Refusals);
        }

        if (await DepositDeductions.AddOfJobsAsync(db, invoices, job, book.Taxes, ct) is { Count: > 0 } notDeducted)
        {
            return Result<QuoteToInvoice>.Refused(notDeducted);
        }

        if (QuoteInvoices.Calculate(invoices, deposits, book.Taxes, today) is { Succeeded: false } over)
        {
            return Result<QuoteToInvoice>.Refused(over.Refusals);
        }

        List<string> corrected = [.. ordered.Where(o => QuoteInvoices.WasCorrected(quote, o.Ordered!)).Select(o => Folding.Cut(o.Ordered!.Description, 80))];
        return new QuoteToInvoice(quote, job, book, corrected, await db.Clients.Where(c => c.Id == quote.ClientId).Select(c => c.Name).SingleAsync(ct), invoices);
    }
}
