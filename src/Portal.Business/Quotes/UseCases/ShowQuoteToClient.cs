using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Quotes.UseCases;

/// <summary>A quote in the client portal, for a signed-in user of its client. The first opening marks it viewed.</summary>
public sealed class ShowQuoteToClient(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, PublicQuotes quotes, ILogger<ShowQuoteToClient> log)
{
    public sealed record Input(long QuoteId, IReadOnlyCollection<long>? Options = null, long? ScheduleId = null);

    public async Task<Result<PublicQuote>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var quote = await db.Quotes.Include(q => q.Lines).Include(q => q.Schedules).AsSplitQuery().SingleOrDefaultAsync(q => q.Id == input.QuoteId, ct);
        if (quote is null)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        if (quote.Status == QuoteStatus.Sent)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            quote.View(now);
            db.TimelineEntries.Add(new TimelineEntry(quote.ClientId, quote.JobId, now, user, "Quotes.ViewedInPortal", nameof(Quote), quote.Id, quote.FullNumber));
            await db.TrySaveAsync(ct);
            log.QuoteViewedInPortal(quote.Id);
        }

        return await quotes.ShowAsync(db, quote, seller, input.Options, input.ScheduleId, user.Name, ct);
    }
}
