using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Business.Quotes.UseCases;

/// <summary>Makes a new draft of a quote that was sent. The old one can't be approved any more, by nobody.</summary>
public sealed class ReviseQuote(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<ReviseQuote> log)
{
    public sealed record Input(long QuoteId, int Version);

    /// <summary>The revision's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
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
        var revised = quote.Revise(today, today.AddDays(seller.QuoteValidityDays));
        if (!revised.TryGet(out var revision))
        {
            return revised.Refusal!;
        }

        revision.Calculate(await TaxTable.LoadAsync(db, quote.LegalEntityId, ct));
        db.Quotes.Add(revision);
        await QuotedWork.MoveAsync(db, quote, revision, ct);
        db.TimelineEntries.Add(new TimelineEntry(quote.ClientId, quote.JobId, now, user, "Quotes.Revised", nameof(Quote), revision.Id, quote.FullNumber, revision.FullNumber));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        log.QuoteRevised(quote.Id, revision.Id);
        return revision.Id;
    }
}
