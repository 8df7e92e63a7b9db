using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Business.Quotes.UseCases;

/// <summary>Throws a draft away. The quote it was to replace takes its place again.</summary>
public sealed class DeleteQuoteDraft(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<DeleteQuoteDraft> log)
{
    public sealed record Input(long QuoteId, int Version);

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

        if (quote.Status != QuoteStatus.Draft)
        {
            return Refusal.NotNow("Quotes.NotADraft", quote.FullNumber);
        }

        db.ExpectVersion(quote, input.Version);
        var now = clock.GetUtcNow().UtcDateTime;
        await QuotedWork.ReleaseAsync(db, quote, ct);
        if (quote.SupersedesId is { } before)
        {
            var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
            var old = await db.Quotes.Include(q => q.Lines).SingleAsync(q => q.Id == before, ct);
            old.TakePlaceAgain(seller.DayOf(now));
            if (old.IsOpen && (await QuotedWork.TakeAsync(db, old.Lines, ct)).Refusal is { } taken)
            {
                return taken;
            }
        }

        db.Quotes.Remove(quote);
        db.TimelineEntries.Add(new TimelineEntry(quote.ClientId, quote.JobId, now, user, "Quotes.DraftDeleted", nameof(Job), quote.JobId, quote.FullNumber));
        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            return lost;
        }

        log.DraftDeleted(quote.Id);
        return Result.Done;
    }
}
