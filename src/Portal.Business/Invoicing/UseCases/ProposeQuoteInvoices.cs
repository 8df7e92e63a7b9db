using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What <see cref="InvoiceQuote"/> would make now: the same proformas, thrown away. Refused with why it can't.</summary>
public sealed class ProposeQuoteInvoices(PortalDbContextFactory contexts, CompanyBooks books, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long QuoteId);

    /// <param name="Number">Of the stage, from 1.</param>
    /// <param name="IssueOn">The day it is issued and sent by itself.</param>
    public sealed record Stage(int Number, string Title, DateOnly IssueOn, decimal Total);

    /// <param name="Today">Stages of this day are issued at once.</param>
    /// <param name="Corrected">Lines that were corrected since the quote was approved: billed as they are now, and no more than is left of them.</param>
    public sealed record Proposal(IReadOnlyList<Stage> Stages, string Currency, DateOnly Today, IReadOnlyList<string> Corrected);

    public async Task<Result<Proposal>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var now = clock.GetUtcNow().UtcDateTime;
        var loaded = await QuoteToInvoice.LoadAsync(db, books, input.QuoteId, now, ct);
        return loaded.TryGet(out var wanted)
            ? new Proposal(
                [.. wanted.Invoices.Select(i => new Stage(i.QuoteStage!.Value, i.Title, i.PlannedOn!.Value, i.Total))], wanted.Quote.Currency, wanted.Book.Entity.DayOf(now), wanted.Corrected)
            : Result<Proposal>.Refused(loaded.Refusals);
    }
}
