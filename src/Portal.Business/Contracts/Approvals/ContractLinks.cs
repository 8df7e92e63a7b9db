using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.Approvals;

/// <summary>Makes the personal links by which clients open a contract without an account.</summary>
public sealed class ContractLinks(IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>How long an answer is waited for where nobody says otherwise.</summary>
    internal const int UsualDays = 30;

    internal const int MostDays = 366;

    /// <summary>A new link in the caller's save, and the address that goes into the mail. The secret is kept nowhere.</summary>
    /// <param name="until">The last day on which it opens, in the legal entity's time.</param>
    internal string Make(PortalDbContext db, ContractOffer offer, LegalEntity seller, string email, DateOnly until, string language)
    {
        var secret = LinkSecret.New();
        db.ContractLinks.Add(new ContractLink
        {
            ContractId = offer.ContractId,
            OfferId = offer.Id,
            ClientId = offer.ClientId,
            LegalEntityId = seller.Id,
            Email = email,
            TokenHash = LinkSecret.Hash(secret),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            ExpiresAt = seller.ToUtc(until.AddDays(1), TimeOnly.MinValue),
        });
        return site.Value.Link($"c/{secret}?language={language}");
    }
}
