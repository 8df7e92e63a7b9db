using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.PersonalLinks;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Quotes.UseCases;

/// <summary>Sends a quote, or sends it again: its PDF and a personal link, in one message to one contact with others in copy.</summary>
public sealed class SendQuote(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, QuoteDocuments documents, QuoteLinks links, QuoteMails mails,
    ILogger<SendQuote> log)
{
    public sealed record Input(long QuoteId, int Version, LinkMailWishes Mail);

    /// <summary>The id of the queued message.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var quote = await db.Quotes.Include(q => q.Lines).Include(q => q.Schedules).AsSplitQuery().SingleOrDefaultAsync(q => q.Id == input.QuoteId, ct);
        if (quote is null)
        {
            return Refusal.NotFound;
        }

        if (await db.OutgoingMessages.AnyAsync(m => m.DedupeKey == QuoteMails.DedupeKey(quote.Id, input.Mail.Key), ct))
        {
            return Refusal.Conflict("Quotes.AlreadySent", quote.FullNumber);
        }

        db.ExpectVersion(quote, input.Version);
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == quote.ClientId, ct);
        var wasDraft = quote.Status == QuoteStatus.Draft;
        var now = clock.GetUtcNow().UtcDateTime;
        var (to, cc, refusals) = QuoteMails.Read(client, input.Mail);
        refusals.AddRange(quote.Send(now, seller.DayOf(now)).Refusals);
        var hours = await HoursSale.RefusedAsync(db, quote.LegalEntityId, quote.ClientId, quote.Lines.Where(l => l.Quantity > 0).Select(l => l.ProductId), ct);
        if (hours is not null)
        {
            refusals.Add(hours.Why);
        }

        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        var document = wasDraft ? null : await QuoteDocuments.LatestAsync(db, quote.Id, ct);
        document ??= await documents.StoreAsync(db, quote, seller, client, ct);
        var (_, address) = links.Make(db, quote, seller, to!.Address);
        var message = await mails.QueueAsync(db, quote, seller, client.Name, to, cc, input.Mail, address, user.Name, MailAttachment.Of(document), ct);
        db.TimelineEntries.Add(new TimelineEntry(
            quote.ClientId, quote.JobId, now, user, wasDraft ? "Quotes.Sent" : "Quotes.SentAgain", nameof(Quote), quote.Id, quote.FullNumber, to.Address));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal.Code == "Common.AlreadyThere" ? Refusal.Conflict("Quotes.AlreadySent", quote.FullNumber) : refusal;
        }

        log.QuoteSent(quote.Id, message.Id);
        return message.Id;
    }
}
