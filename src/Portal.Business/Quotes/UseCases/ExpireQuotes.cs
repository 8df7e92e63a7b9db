using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Business.Quotes.UseCases;

/// <summary>
/// Scheduled: quotes whose last day is over, in their legal entity's time, expire; links past their time are closed. Each quote is
/// saved on its own, so one that somebody is answering right now is left for the next run and stops nothing.
/// </summary>
public sealed class ExpireQuotes(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<ExpireQuotes> log)
{
    private const int BatchSize = 200;

    /// <param name="AsOf">The day to pretend it is; null takes each legal entity's own.</param>
    public sealed record Input(DateOnly? AsOf = null);

    public sealed record Done(int Quotes, int Links, int Skipped);

    public async Task<Result<Done>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var (expired, skipped) = (0, 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        foreach (var seller in await db.LegalEntities.AsNoTracking().ToListAsync(ct))
        {
            var today = input.AsOf ?? seller.DayOf(now);
            var after = 0L;
            while (true)
            {
                var ids = await db.Quotes
                    .Where(q => q.LegalEntityId == seller.Id && (q.Status == QuoteStatus.Sent || q.Status == QuoteStatus.Viewed) && q.ValidUntil < today && q.Id > after)
                    .OrderBy(q => q.Id).Select(q => q.Id).Take(BatchSize).ToListAsync(ct);
                if (ids.Count == 0)
                {
                    break;
                }

                foreach (var id in ids)
                {
                    _ = await ExpireAsync(id, today, now, ct) ? expired++ : skipped++;
                }

                after = ids[^1];
            }
        }

        var closed = await db.QuoteLinks.Where(l => l.ExpiresAt <= now && l.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(l => l.RevokedAt, now), ct);
        log.QuotesExpired(expired, closed, skipped);
        return new Done(expired, closed, skipped);
    }

    private async Task<bool> ExpireAsync(long id, DateOnly today, DateTime now, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var quote = await db.Quotes.SingleOrDefaultAsync(q => q.Id == id, ct);
        if (quote is null || !quote.Expire(today))
        {
            return false;
        }

        await QuotedWork.ReleaseAsync(db, quote, ct);
        db.TimelineEntries.Add(new TimelineEntry(quote.ClientId, quote.JobId, now, user, "Quotes.Expired", nameof(Quote), quote.Id, quote.FullNumber, quote.ValidUntil));
        return (await db.TrySaveAsync(ct)).Succeeded;
    }
}
