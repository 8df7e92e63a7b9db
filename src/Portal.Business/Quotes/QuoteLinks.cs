using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes;

/// <summary>Makes and finds the personal links by which clients open a quote without an account.</summary>
public sealed class QuoteLinks(IOptions<QuotesOptions> options, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>A new link in the caller's save, and the address that goes into the mail. The secret is kept nowhere.</summary>
    internal (QuoteLink Link, string Address) Make(PortalDbContext db, Quote quote, LegalEntity seller, string email)
    {
        var secret = LinkSecret.New();
        var link = new QuoteLink
        {
            QuoteId = quote.Id,
            ClientId = quote.ClientId,
            LegalEntityId = quote.LegalEntityId,
            Email = email,
            TokenHash = LinkSecret.Hash(secret),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            ExpiresAt = ExpiryOf(quote, seller),
        };
        db.QuoteLinks.Add(link);
        return (link, site.Value.Link($"q/{secret}?language={quote.Language}"));
    }

    /// <summary>The end of the last day, in the legal entity's time, and the days of grace after it.</summary>
    internal DateTime ExpiryOf(Quote quote, LegalEntity seller) =>
        seller.ToUtc(quote.ValidUntil.AddDays(1 + options.Value.LinkDaysAfterValidity), TimeOnly.MinValue);

    internal Task<Result<QuoteLink>> FindAsync(PortalDbContext db, string? secret, CancellationToken ct) => db.FindLinkAsync<QuoteLink>(secret, clock.GetUtcNow().UtcDateTime, ct);
}
