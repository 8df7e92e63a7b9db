using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Quotes.UseCases;

/// <summary>
/// Shows a quote to whoever holds its link, without an account: the secret is the permission. The first opening marks it viewed.
/// </summary>
public sealed class OpenQuoteByLink(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, QuoteLinks links, PublicQuotes quotes, ILogger<OpenQuoteByLink> log)
{
    /// <param name="Options">Ticked on the page; null shows what is chosen already.</param>
    public sealed record Input(string Secret, IReadOnlyCollection<long>? Options = null, long? ScheduleId = null);

    public async Task<Result<PublicQuote>> RunAsync(Input input, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await links.FindAsync(db, input.Secret, ct);
        if (!found.TryGet(out var link))
        {
            log.LinkRefused(found.Refusal!.Code);
            return found.Refusal!;
        }

        var quote = await db.Quotes.AllClients().Include(q => q.Lines).Include(q => q.Schedules).AsSplitQuery().SingleAsync(q => q.Id == link.QuoteId, ct);
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        if (quote.Status == QuoteStatus.Superseded)
        {
            return Refusal.NotNow("Quotes.LinkSuperseded", quote.FullNumber, seller.Name);
        }

        if (quote.Status == QuoteStatus.Sent && user.UserId is null)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            quote.View(now);
            db.TimelineEntries.Add(new TimelineEntry(quote.ClientId, quote.JobId, now, user, "Quotes.Viewed", nameof(Quote), quote.Id, quote.FullNumber, link.Email));

            // Whoever loses the race sees the quote all the same; the winner has marked it.
            await db.TrySaveAsync(ct);
            log.QuoteOpened(quote.Id, link.Id);
        }

        var recipient = await db.Contacts.AllClients().Where(c => c.ClientId == quote.ClientId && c.Email == link.Email).Select(c => c.Name).FirstOrDefaultAsync(ct);
        return await quotes.ShowAsync(db, quote, seller, input.Options, input.ScheduleId, recipient ?? "", ct);
    }
}
