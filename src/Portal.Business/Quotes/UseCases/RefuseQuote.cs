using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes.UseCases;

/// <summary>The client says no: by the personal link, in the portal, or through staff with a reason.</summary>
public sealed class RefuseQuote(
    PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, QuoteLinks links, QuoteMails mails, ILogger<RefuseQuote> log)
{
    /// <param name="Secret">Of the personal link; null for a signed-in user, who names the quote.</param>
    /// <param name="Name">Of the person who answers; taken from the account where there is one.</param>
    public sealed record Input(string? Secret, long? QuoteId, string Name, string Reason, string IpAddress = "", string Browser = "");

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        var byLink = input.Secret is not null;
        var onBehalf = !byLink && !user.Clients.IsLimited && user.Has(Permissions.QuotesApproveForClient);
        if (!byLink && !onBehalf && !(user.Clients.IsLimited && user.Has(Permissions.PortalAct)))
        {
            return Refusal.Forbidden;
        }

        var (actor, quoteId, name) = (user, input.QuoteId, user.Name);
        if (byLink)
        {
            await using var any = contexts.CreateDbContext();
            if (!(await links.FindAsync(any, input.Secret, ct)).TryGet(out var link, out var closed))
            {
                return closed;
            }

            name = input.Name.Trim();
            (actor, quoteId) = (new LinkHolder(name, link.ClientId), link.QuoteId);
        }

        await using var db = contexts.CreateFor(actor);
        var quote = await db.Quotes.SingleOrDefaultAsync(q => q.Id == quoteId, ct);
        if (quote is null)
        {
            return Refusal.NotFound;
        }

        var reason = input.Reason.Trim();
        if (GivenAnswer.Check(name, reason, onBehalf) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (quote.Refuse(now).Refusal is { } no)
        {
            return no;
        }

        var decision = new QuoteDecision
        {
            QuoteId = quote.Id,
            ClientId = quote.ClientId,
            Approved = false,
            Name = name,
            At = now,
            Reason = reason,
            UserId = actor.UserId,
            OnBehalf = onBehalf,
            IpAddress = Folding.Cut(input.IpAddress, GivenAnswer.LongestAddress),
            Browser = Folding.Cut(input.Browser, GivenAnswer.LongestBrowser),
            DocumentSha256 = (await QuoteDocuments.LatestAsync(db, quote.Id, ct))?.Sha256 ?? "",
        };
        db.QuoteDecisions.Add(decision);
        await QuotedWork.ReleaseAsync(db, quote, ct);
        db.TimelineEntries.Add(new TimelineEntry(quote.ClientId, quote.JobId, now, actor, reason.Length > 0 ? "Quotes.Refused" : "Quotes.RefusedWithoutReason", nameof(Quote), quote.Id,
            quote.FullNumber, name, Folding.Cut(reason, 300)));
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        var client = await db.Clients.Where(c => c.Id == quote.ClientId).Select(c => c.Name).SingleAsync(ct);
        await mails.QueueRefusedAsync(db, quote, seller, client, decision, ct);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            log.QuoteRefused(quote.Id);
        }

        return saved.Refusal is { Kind: RefusalKind.Conflict } refusal && refusal != Refusal.Stale ? Refusal.Conflict("Quotes.AlreadyAnswered", quote.FullNumber) : saved;
    }
}
