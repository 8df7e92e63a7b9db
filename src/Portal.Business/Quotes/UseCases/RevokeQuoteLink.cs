using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes.UseCases;

/// <summary>Closes a personal link at once; sending the quote again makes a new one.</summary>
public sealed class RevokeQuoteLink(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<RevokeQuoteLink> log)
{
    public sealed record Input(long LinkId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var link = await db.QuoteLinks.SingleOrDefaultAsync(l => l.Id == input.LinkId, ct);
        if (link is null)
        {
            return Refusal.NotFound;
        }

        var quote = await db.Quotes.AsNoTracking().SingleAsync(q => q.Id == link.QuoteId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (link.Close(now) is { Succeeded: false } closed)
        {
            return closed;
        }

        db.TimelineEntries.Add(new TimelineEntry(quote.ClientId, quote.JobId, now, user, "Quotes.LinkRevoked", nameof(Quote), quote.Id, quote.FullNumber, link.Email));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            log.LinkRevoked(link.Id, quote.Id);
        }

        return saved;
    }
}
