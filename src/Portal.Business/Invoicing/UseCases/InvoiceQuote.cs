using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// Invoices an approved quote by its schedule where that was not done at the approval, or a proforma of it was deleted since: makes the
/// proformas that are missing, by the rule of the approval. Each stage is billed once: the database refuses the second. What is due today is
/// issued right afterwards.
/// </summary>
public sealed partial class InvoiceQuote(
    PortalDbContextFactory contexts, CompanyBooks books, IssueDueInvoices issueDue, ICurrentUser user, TimeProvider clock, ILogger<InvoiceQuote> log)
{
    public sealed record Input(long QuoteId);

    /// <summary>How many proformas were made.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        var result = await Again.WhileStaleAsync(() => TryAsync(input.QuoteId, ct));
        if (result.Succeeded)
        {
            LogMade(log, input.QuoteId, result.Value);
            await issueDue.TryForQuoteAsync(input.QuoteId, ct);
        }

        return result;
    }

    /// <summary>Refuses as stale whatever was lost to somebody else; tried again, it says what became of the quote meanwhile.</summary>
    private async Task<Result<int>> TryAsync(long quoteId, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.BeginWriteAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var loaded = await QuoteToInvoice.LoadAsync(db, books, quoteId, now, ct);
        if (!loaded.TryGet(out var wanted))
        {
            return Result<int>.Refused(loaded.Refusals);
        }

        var (quote, job, book, _, clientName, invoices) = wanted;
        foreach (var invoice in invoices)
        {
            if (!(await db.TakeNumberAsync(quote.LegalEntityId, NumberedDocument.Proforma, book.Entity.DayOf(now), ct)).TryGet(out var number, out var noNumber))
            {
                return noNumber;
            }

            invoice.GiveProformaNumber(number);
            invoice.IndexForSearch(clientName);
            db.Invoices.Add(invoice);
        }

        if (await db.HoldOpenAsync(job, Refusal.NotNow("Invoicing.JobIsFinished", job.Number), ct) is { } notHeld)
        {
            return notHeld;
        }

        db.TimelineEntries.Add(new TimelineEntry(
            quote.ClientId, quote.JobId, now, user, invoices.Count == 1 ? "Invoicing.QuoteInvoicedOne" : "Invoicing.QuoteInvoiced", nameof(Quote), quote.Id, quote.FullNumber, invoices[0].ProformaNumber, invoices[^1].ProformaNumber));
        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            return lost.Refusal!.Kind == RefusalKind.Conflict ? Refusal.Stale : lost.Refusal!;
        }

        await transaction.CommitAsync(ct);
        return invoices.Count;
    }

    [LoggerMessage(LogLevel.Information, "Quote {QuoteId} invoiced, {Invoices} proformas made")]
    private static partial void LogMade(ILogger logger, long quoteId, int invoices);
}
