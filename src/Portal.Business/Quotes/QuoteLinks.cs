using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Quotes;

/// <summary>Makes and finds the personal links by which clients open a quote without an account.</summary>
public sealed class QuoteLinks(IOptions<QuotesOptions> options, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>In bytes: nobody guesses one of 2^256.</summary>
    private const int SecretLength = 32;

    private static readonly int TypedLength = Convert.ToBase64String(new byte[SecretLength]).TrimEnd('=').Length;

    /// <summary>A new link in the caller's save, and the address that goes into the mail. The secret is kept nowhere.</summary>
    internal (QuoteLink Link, string Address) Make(PortalDbContext db, Quote quote, LegalEntity seller, string email)
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretLength)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var link = new QuoteLink
        {
            QuoteId = quote.Id,
            ClientId = quote.ClientId,
            Email = email,
            TokenHash = Hash(secret),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            ExpiresAt = ExpiryOf(quote, seller),
        };
        db.QuoteLinks.Add(link);
        return (link, site.Value.Link($"q/{secret}?language={quote.Language}"));
    }

    /// <summary>The end of the last day, in the legal entity's time, and the days of grace after it.</summary>
    internal DateTime ExpiryOf(Quote quote, LegalEntity seller) =>
        seller.ToUtc(quote.ValidUntil.AddDays(1 + options.Value.LinkDaysAfterValidity), TimeOnly.MinValue);

    /// <summary>
    /// The link of a secret, for anybody who holds it: whoever calls acts for that quote only. Found by its hash, so the time it takes
    /// says nothing about other secrets.
    /// </summary>
    internal async Task<Result<QuoteLink>> FindAsync(PortalDbContext db, string? secret, CancellationToken ct)
    {
        if (secret is null || secret.Length != TypedLength || !secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return Refusal.Invalid("Quotes.LinkUnknown");
        }

        var hash = Hash(secret);
        var link = await db.QuoteLinks.AllClients().SingleOrDefaultAsync(l => l.TokenHash == hash, ct);
        if (link is null || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(link.TokenHash), Encoding.ASCII.GetBytes(hash)))
        {
            return new Refusal(RefusalKind.NotFound, "Quotes.LinkUnknown");
        }

        var seller = await db.Quotes.AllClients().Where(q => q.Id == link.QuoteId)
            .Join(db.LegalEntities, q => q.LegalEntityId, e => e.Id, (_, e) => new { e.Name, e.Email, e.Phone }).SingleAsync(ct);
        var contact = seller.Phone.Length > 0 ? $"{seller.Email} · {seller.Phone}" : seller.Email;
        if (link.ExpiresAt <= clock.GetUtcNow().UtcDateTime)
        {
            return Refusal.NotNow("Quotes.LinkOutOfTime", seller.Name, contact);
        }

        return link.RevokedAt is null ? link : Refusal.NotNow("Quotes.LinkWithdrawn", seller.Name, contact);
    }

    internal static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
