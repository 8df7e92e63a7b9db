using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes.UseCases;

/// <summary>Everything on the page of one quote, for staff.</summary>
public sealed class ShowQuote(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, TimelineTexts timeline, ScheduleWords words)
{
    private const int TimelineLength = 50;

    public sealed record Input(long QuoteId);

    public async Task<Result<QuoteView>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var quote = await db.Quotes.AsNoTracking().Include(q => q.Lines).Include(q => q.Schedules).AsSplitQuery().SingleOrDefaultAsync(q => q.Id == input.QuoteId, ct);
        if (quote is null)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        var taxes = await TaxTable.LoadAsync(db, quote.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var names = await db.Jobs.Where(j => j.Id == quote.JobId)
            .Select(j => new
            {
                Job = j.Number,
                JobName = j.Name,
                Client = db.Clients.Where(c => c.Id == quote.ClientId).Select(c => c.Name).First(),
                Responsible = db.Users.Where(u => u.Id == quote.ResponsibleUserId).Select(u => u.DisplayName).FirstOrDefault(),
                Terms = db.PaymentTerms.Where(t => t.Id == quote.PaymentTermsId).Select(t => t.Name).FirstOrDefault(),
            })
            .SingleAsync(ct);
        var before = quote.SupersedesId is null ? null : await db.Quotes.AsNoTracking().SingleOrDefaultAsync(q => q.Id == quote.SupersedesId, ct);
        var after = await db.Quotes.AsNoTracking().SingleOrDefaultAsync(q => q.SupersedesId == quote.Id, ct);
        var links = await db.QuoteLinks.AsNoTracking().Where(l => l.QuoteId == quote.Id).OrderByDescending(l => l.Id).ToListAsync(ct);
        var decision = await db.QuoteDecisions.AsNoTracking().SingleOrDefaultAsync(d => d.QuoteId == quote.Id, ct);
        var entries = await db.TimelineEntries.AsNoTracking()
            .Where(e => e.Subject == nameof(Quote) && e.SubjectId == quote.Id).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(TimelineLength).ToListAsync(ct);
        var invoices = await db.Invoices.AsNoTracking().Where(i => i.QuoteId == quote.Id).OrderBy(i => i.QuoteStage).ThenBy(i => i.Id)
            .Select(i => new QuoteInvoice(i.Id, i.Number ?? i.ProformaNumber, i.Title, i.Status.ToString(), i.PlannedOn, i.IssuedOn, i.Total)).ToListAsync(ct);
        var document = await QuoteDocuments.LatestAsync(db, quote.Id, ct);

        return new QuoteView(
            quote.Id, quote.Version, quote.FullNumber, quote.Status, seller.Today(clock), quote.ClientId, names.Client, quote.JobId, names.Job, names.JobName,
            quote.LegalEntityId, seller.Name, quote.Language, quote.Currency, quote.QuotedOn, quote.ValidUntil, names.Responsible ?? "", names.Terms, seller.InvoicesAtApproval,
            await ClientSites.PlaceAsync(db, quote.SiteId, ct), QuoteDraftFields.Of(quote), [.. quote.Lines.Where(l => l.Counts).Select(l => l.Id)], quote.Net, quote.Taxes, quote.Total,
            words.Describe(quote, seller, taxes, Formats.Current.Culture.Name), quote.Schedule.Id, document is not null, quote.SentAt, quote.ViewedAt,
            decision is null ? null : new QuoteAnswer(decision.Approved, decision.Name, seller.Moment(decision.At), decision.Reason, decision.OnBehalf, decision.IpAddress, decision.DocumentSha256),
            [.. links.Select(l => PersonalLinkRow.Of(l, seller, now))],
            invoices,
            before is null ? null : new QuoteRef(before.Id, before.FullNumber),
            after is null ? null : new QuoteRef(after.Id, after.FullNumber),
            [.. entries.Select(timeline.Say)]);
    }
}
