using Portal.Business.Common;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes;

/// <summary>
/// The one answer to a quote and how it was given. There is at most one per quote: a unique index decides between two people who
/// answer in the same second.
/// </summary>
public sealed class QuoteDecision : Entity, IAudited, IBelongsToClient
{
    public required long QuoteId { get; init; }

    public required long ClientId { get; init; }

    public required bool Approved { get; init; }

    /// <summary>Name as typed by the person who answered.</summary>
    public required string Name { get; init; }

    public required DateTime At { get; init; }

    public string IpAddress { get; init; } = "";

    public string Browser { get; init; } = "";

    /// <summary>The document that was on the screen, by its SHA-256 in hexadecimal digits.</summary>
    public string DocumentSha256 { get; init; } = "";

    public long? SignatureDocumentId { get; init; }

    /// <summary>Why it was refused, or why staff approved on the client's behalf.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The user who answered, if signed in; staff when on the client's behalf.</summary>
    public long? UserId { get; init; }

    public bool OnBehalf { get; init; }
}

/// <summary>A personal link to a quote.</summary>
public sealed class QuoteLink : PersonalLink
{
    public required long QuoteId { get; init; }
}
