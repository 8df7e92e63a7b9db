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
    PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, QuoteMails mails, ILogger<RefuseQuote> log)
{
    /// <param name="Secret">Of the personal link; null for a signed-in user, who names the quote.</param>
    /// <param name="Name">Of the person who answers; taken from the account where there is one.</param>
    public sealed record Input(string? Secret, long? QuoteId, string Name, string Reason, string IpAddress = "", string Browser = "");

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!(await QuoteAnswerer.IdentifyAsync(contexts, user, input.Secret, input.QuoteId, input.Name, now, ct)).TryGet(out var by, out var unknown))
        {
            return unknown;
        }

        await using var db = contexts.CreateFor(by.Actor);
        var quote = await db.Quotes.SingleOrDefaultAsync(q => q.Id == by.QuoteId, ct);
        if (quote is null)
        {
            return Refusal.NotFound;
        }

        var (name, reason) = (by.Actor.Name, input.Reason.Trim());
        if (GivenAnswer.Check(name, reason, by.OnBehalf) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        if (quote.Refuse(now).Refusal is { } no)
        {
            return no;
        }

        var read = (await QuoteDocuments.LatestAsync(db, quote.Id, ct))?.Sha256 ?? "";
        var decision = by.Decide(quote, approved: false, new GivenAnswer(name, reason, null, input.IpAddress, input.Browser, read), signature: null, now);
        db.QuoteDecisions.Add(decision);
        await QuotedWork.ReleaseAsync(db, quote, ct);
        db.TimelineEntries.Add(new TimelineEntry(quote.ClientId, quote.JobId, now, by.Actor, reason.Length > 0 ? "Quotes.Refused" : "Quotes.RefusedWithoutReason", nameof(Quote), quote.Id,
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
