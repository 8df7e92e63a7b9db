using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Quotes.UseCases;

/// <summary>
/// Approval: one transaction, exactly once. The quote is approved, its lines are ordered in the job, its proformas are made, and the
/// decision is kept with name, signature, time, address and the hash of the document that was read. The unique decision
/// makes a second approval fail, whoever makes it. What is due today is issued right afterwards.
/// </summary>
public sealed partial class ApproveQuote(
    PortalDbContextFactory contexts, QuoteDocuments documents, IssueDueInvoices issueDue, ICurrentUser user, TimeProvider clock, ILogger<ApproveQuote> log)
{
    /// <param name="LinkSecret">The secret of a personal link; null for a signed-in person.</param>
    /// <param name="OptionIds">The optional lines that were ticked.</param>
    /// <param name="Signature">The drawn signature as PNG; null where only the name was typed.</param>
    /// <param name="DocumentSha256">The hash of the document that was shown; ignored when staff approve, who answer for the one that was sent.</param>
    /// <param name="Reason">Why staff approve on the client's behalf.</param>
    /// <param name="Version">The version that they saw.</param>
    public sealed record Input(
        long QuoteId, string? LinkSecret, IReadOnlyCollection<long> OptionIds, long? ScheduleId, string Name, DocumentFile? Signature,
        string IpAddress, string Browser, string DocumentSha256, string Reason = "", int? Version = null);

    public sealed record Approved(string Number, long JobId, int Invoices);

    public async Task<Result<Approved>> RunAsync(Input input, CancellationToken ct)
    {
        if (!(await QuoteAnswerer.IdentifyAsync(contexts, user, input.LinkSecret, input.QuoteId, input.Name, clock.GetUtcNow().UtcDateTime, ct)).TryGet(out var by, out var unknown))
        {
            return unknown;
        }

        var result = await Again.WhileStaleAsync(() => TryAsync(input, by, ct));
        if (result.Succeeded)
        {
            await issueDue.TryForQuoteAsync(input.QuoteId, ct);
        }

        return result;
    }

    /// <summary>Refuses as stale whatever was lost to somebody else; tried again, it says what became of the quote meanwhile.</summary>
    private async Task<Result<Approved>> TryAsync(Input input, QuoteAnswerer by, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(by.Actor);
        var quote = await db.Quotes.AsSplitQuery().Include(q => q.Lines).Include(q => q.Schedules).SingleOrDefaultAsync(q => q.Id == input.QuoteId, ct);
        if (quote is null)
        {
            return Refusal.NotFound;
        }

        if (string.IsNullOrWhiteSpace(by.OnBehalf ? input.Reason : input.Name))
        {
            return Refusal.Invalid(by.OnBehalf ? "Quotes.ReasonNeeded" : "Quotes.NameNeeded").On(by.OnBehalf ? nameof(input.Reason) : nameof(input.Name));
        }

        if (by.ByLink && GivenAnswer.WhyNotSignedBy(input.Name.Trim()) is { } notSigned)
        {
            return notSigned;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        var job = await db.Jobs.Include(j => j.Lines).SingleAsync(j => j.Id == quote.JobId, ct);
        var clientName = await db.Clients.Where(c => c.Id == quote.ClientId).Select(c => c.Name).SingleAsync(ct);
        var taxes = await TaxTable.LoadAsync(db, quote.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = entity.DayOf(now);

        if (quote.Choose(input.OptionIds, input.ScheduleId) is { Succeeded: false } badChoice)
        {
            return badChoice.Refusal!;
        }

        if (quote.Approve(now, today, by.OnBehalf) is { Succeeded: false } refused)
        {
            return refused.Refusal!;
        }

        if (by.OnBehalf && input.Version is { } seen && seen != quote.Version)
        {
            return Refusal.NotNow("Quotes.DocumentChanged", quote.FullNumber);
        }

        var shown = (await QuoteDocuments.LatestAsync(db, quote.Id, ct))?.Sha256 ?? "";
        if (!by.OnBehalf && shown != input.DocumentSha256)
        {
            return Refusal.NotNow("Quotes.DocumentChanged", quote.FullNumber);
        }

        quote.Calculate(taxes);
        await SignAsync(db, quote, entity, by, new GivenAnswer(input.Name, input.Reason, input.Signature, input.IpAddress, input.Browser, shown), now, ct);
        job.DeliverTo(job.SiteId ?? quote.SiteId);
        job.HoldBack(quote.RetentionPercent == 0 ? job.RetentionPercent : quote.RetentionPercent);
        var costs = await PurchaseCosts.OfAsync(db, quote.CountedLines.Select(l => l.ProductId), ct);
        var ordered = quote.CountedLines.Select(line => line.ToOrder(quote.PurchaseOrder, costs.Of(line.ProductId))).ToList();
        ordered.ForEach(job.Order);
        if ((await QuotedWork.OrderAsync(db, quote, ordered, ct)).Refusal is { } taken)
        {
            return taken;
        }

        if ((await PackOpening.OpenAsync(db, job, ordered, by.Actor, today, now, ct)).Refusal is { } notSold)
        {
            return notSold;
        }

        JobsToInvoiceAgain.OpenWithMore(db, job, by.Actor, now);
        List<Invoice>? invoices = null;
        if ((quote.InvoicesAtApproval ?? entity.InvoicesAtApproval)
            && !QuoteInvoices.Make(quote, ordered, today, today, [], now, taxes, entity.DepositAccountId).TryGet(out invoices, out var notBillable))
        {
            return notBillable;
        }

        if (job.IsFinished)
        {
            job.Reopen();
            db.TimelineEntries.Add(new TimelineEntry(quote.ClientId, job.Id, now, by.Actor, "JobFolders.Reopened", nameof(Job), job.Id, job.Number));
        }

        if (await DepositDeductions.AddOfJobsAsync(db, invoices ?? [], job, taxes, ct) is [var notDeducted, ..])
        {
            return notDeducted;
        }

        if (QuoteInvoices.Calculate(invoices ?? [], [], taxes, today) is { Succeeded: false } over)
        {
            return over.Refusal!;
        }

        await using var transaction = await db.BeginWriteAsync(ct);
        foreach (var invoice in invoices ?? [])
        {
            if (!(await db.TakeNumberAsync(quote.LegalEntityId, NumberedDocument.Proforma, today, ct)).TryGet(out var number, out var noNumber))
            {
                return noNumber;
            }

            invoice.GiveProformaNumber(number);
            invoice.IndexForSearch(clientName);
            db.Invoices.Add(invoice);
        }

        db.TimelineEntries.Add(new TimelineEntry(
            quote.ClientId, job.Id, now, by.Actor, by.OnBehalf ? "Quotes.ApprovedOnBehalf" : "Quotes.Approved", nameof(Quote), quote.Id,
            quote.FullNumber, (quote.Total, quote.Currency), input.Name, input.Reason));
        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            return lost.Refusal!.Kind == RefusalKind.Conflict ? Refusal.Stale : lost.Refusal!;
        }

        await transaction.CommitAsync(ct);
        var made = invoices?.Count ?? 0;
        LogApproved(log, quote.Id, made);
        return new Approved(quote.FullNumber, job.Id, made);
    }

    /// <summary>Keeps the drawn signature, the decision, and the document signed with them.</summary>
    private async Task SignAsync(PortalDbContext db, Quote quote, LegalEntity entity, QuoteAnswerer by, GivenAnswer answer, DateTime now, CancellationToken ct)
    {
        StoredDocument? signature = null;
        if (answer.Signature is { } drawn)
        {
            signature = StoredDocument.Generated(SubjectRef.To(quote), DocumentKinds.Signature, 1, drawn, quote.ClientId, DocumentVisibility.Internal, now);
            db.StoredDocuments.Add(signature);
        }

        var decision = by.Decide(quote, approved: true, answer, signature, now);
        db.QuoteDecisions.Add(decision);
        await documents.StoreSignedAsync(db, quote, entity, decision, answer.Signature, ct);
    }

    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} approved, {Invoices} proformas made")]
    private static partial void LogApproved(ILogger logger, long quoteId, int invoices);
}
