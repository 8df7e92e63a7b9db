using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Business.Quotes.UseCases;

/// <summary>Leaves a quote open for longer; its links live as much longer, and its document says the new date.</summary>
public sealed class ExtendQuoteValidity(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, QuoteDocuments documents, QuoteLinks links, ILogger<ExtendQuoteValidity> log)
{
    public sealed record Input(long QuoteId, int Version, DateOnly ValidUntil);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var quote = await db.Quotes.Include(q => q.Lines).Include(q => q.Schedules).AsSplitQuery().SingleOrDefaultAsync(q => q.Id == input.QuoteId, ct);
        if (quote is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(quote, input.Version);
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = seller.DayOf(now);
        if (input.ValidUntil > today.AddYears(5))
        {
            return Refusal.Invalid("Quotes.ValidityTooFar", input.ValidUntil).On(nameof(input.ValidUntil));
        }

        if (quote.Extend(input.ValidUntil, today).Refusal is { } no)
        {
            return no;
        }

        if ((await QuotedWork.TakeAsync(db, quote.Lines, ct)).Refusal is { } taken)
        {
            return taken;
        }

        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == quote.ClientId, ct);
        await documents.StoreAsync(db, quote, seller, client, ct);
        foreach (var link in await db.QuoteLinks.Where(l => l.QuoteId == quote.Id).ToListAsync(ct))
        {
            link.Extend(links.ExpiryOf(quote, seller), now);
        }

        db.TimelineEntries.Add(new TimelineEntry(quote.ClientId, quote.JobId, now, user, "Quotes.Extended", nameof(Quote), quote.Id, quote.FullNumber, quote.ValidUntil));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            log.ValidityExtended(quote.Id, quote.ValidUntil);
        }

        return saved;
    }
}
