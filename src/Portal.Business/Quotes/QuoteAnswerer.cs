using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes;

/// <summary>Who answers a quote, and with what right: the holder of the link, a client user, or staff on the client's behalf.</summary>
/// <param name="ByLink">Nobody is signed in: the name is what was typed.</param>
internal sealed record QuoteAnswerer(ICurrentUser Actor, bool OnBehalf, bool ByLink, long QuoteId)
{
    /// <param name="secret">Of a personal link; null for a signed-in person, who names the quote.</param>
    /// <param name="quoteId">The quote that was shown; null where only the link says which.</param>
    public static async Task<Result<QuoteAnswerer>> IdentifyAsync(
        PortalDbContextFactory contexts, ICurrentUser user, string? secret, long? quoteId, string name, DateTime now, CancellationToken ct)
    {
        if (secret is not null)
        {
            await using var db = contexts.CreateDbContext();
            return !(await db.FindLinkAsync<QuoteLink>(secret, now, ct)).TryGet(out var link, out var closed) ? closed
                : (quoteId ?? link.QuoteId) != link.QuoteId ? Refusal.NotFound
                : new QuoteAnswerer(new LinkHolder(name.Trim(), link.ClientId), OnBehalf: false, ByLink: true, link.QuoteId);
        }

        var onBehalf = !user.Clients.IsLimited && user.Has(Permissions.QuotesApproveForClient);
        return !onBehalf && !(user.Clients.IsLimited && user.Has(Permissions.PortalAct)) ? Refusal.Forbidden
            : quoteId is { } id ? new QuoteAnswerer(user, onBehalf, ByLink: false, id)
            : Refusal.NotFound;
    }

    /// <summary>The decision as it is kept: texts cut to what is stored, and in the name of the account where no other was typed.</summary>
    public QuoteDecision Decide(Quote quote, bool approved, GivenAnswer answer, StoredDocument? signature, DateTime now) => new()
    {
        QuoteId = quote.Id,
        ClientId = quote.ClientId,
        Approved = approved,
        Name = !ByLink && string.IsNullOrWhiteSpace(answer.Name) ? Actor.Name : answer.Name.Trim(),
        At = now,
        IpAddress = Folding.Cut(answer.IpAddress, GivenAnswer.LongestAddress),
        Browser = Folding.Cut(answer.Browser, GivenAnswer.LongestBrowser),
        DocumentSha256 = answer.DocumentSha256,
        SignatureDocumentId = signature?.Id,
        Reason = answer.Reason.Trim(),
        UserId = Actor.UserId,
        OnBehalf = OnBehalf,
    };
}
