using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.PersonalLinks;

/// <summary>Opens one record of a client for whoever has the secret, until a day or until it is withdrawn.</summary>
public abstract class PersonalLink : Entity, IAudited, IBelongsToClient
{
    public required long ClientId { get; init; }

    /// <summary>Whose record it is: whom to ask for another link.</summary>
    public required long LegalEntityId { get; init; }

    public required string Email { get; init; }

    /// <summary>SHA-256 of the secret, in hexadecimal digits.</summary>
    [NotAudited]
    public required string TokenHash { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; set; }

    public DateTime? RevokedAt { get; private set; }

    public bool IsValid(DateTime now) => RevokedAt is null && now < ExpiresAt;

    public void Revoke(DateTime now) => RevokedAt ??= now;

    /// <summary>Lives until a later instant; a link that only ran out of time works again.</summary>
    public void Extend(DateTime until, DateTime now)
    {
        if (RevokedAt is null || (ExpiresAt <= now && RevokedAt >= ExpiresAt))
        {
            ExpiresAt = until;
            RevokedAt = null;
        }
    }
}

/// <summary>A personal link as a page of staff shows it.</summary>
/// <param name="LastDay">On which it opens, in the company's time zone.</param>
public sealed record PersonalLinkRow(long Id, string Email, DateTime CreatedAt, DateOnly LastDay, bool IsExpired, bool IsRevoked)
{
    public bool IsOpen => !IsExpired && !IsRevoked;

    internal static PersonalLinkRow Of(PersonalLink link, LegalEntity seller, DateTime now) =>
        new(link.Id, link.Email, link.CreatedAt, seller.DayOf(link.ExpiresAt.AddTicks(-1)), link.ExpiresAt <= now, link.RevokedAt is not null);
}
