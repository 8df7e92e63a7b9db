using Portal.Business.Common;
using Portal.Business.Contracts.Amending;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.Approvals;

/// <summary>
/// A version of a contract, or of what is to change in it, as its client got it: the stored document never changes, and what is approved is that document. A unique index
/// gives each number of a contract once.
/// </summary>
public sealed class ContractOffer : Entity, IVersioned, IAudited, IBelongsToClient
{
    public required long ContractId { get; init; }

    public required long ClientId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>Of what was agreed in it; <see cref="ContractOffers.FingerprintOf"/>.</summary>
    [NotAudited]
    public required string Fingerprint { get; init; }

    public required long DocumentId { get; init; }

    /// <summary>Of the stored document, in hexadecimal digits.</summary>
    public required string DocumentSha256 { get; init; }

    /// <summary>Null: the contract as a whole, which comes into force; otherwise what changes of one that runs.</summary>
    public OfferedAmendment? Amendment { get; init; }

    public required DateTime OfferedAt { get; init; }

    public long? OfferedById { get; init; }

    public string OfferedByName { get; init; } = "";

    /// <summary>When the client opened it first.</summary>
    public DateTime? ViewedAt { get; private set; }

    /// <summary>When it was answered, or another version took its place; null: it waits for an answer as long as its contract does.</summary>
    public DateTime? ClosedAt { get; private set; }

    public int Version { get; private set; }

    public void View(DateTime now) => ViewedAt ??= now;

    public void Close(DateTime now) => ClosedAt ??= now;
}

/// <summary>
/// The one answer to a version of a contract, or to an amendment, and how it was given. Unique indexes decide between people who answer in the same second: one
/// answer to a version, one approval of a contract.
/// </summary>
public sealed class ContractDecision : Entity, IAudited, IBelongsToClient
{
    public required long ContractId { get; init; }

    public required long ClientId { get; init; }

    public required long OfferId { get; init; }

    public required bool Approved { get; init; }

    /// <summary>The contract where this approves it as a whole, null where it refuses or approves an amendment: a contract is approved once.</summary>
    [NotAudited]
    public long? ApprovalOf { get; init; }

    /// <summary>Name as typed by the person who answered.</summary>
    public required string Name { get; init; }

    public required DateTime At { get; init; }

    public string IpAddress { get; init; } = "";

    public string Browser { get; init; } = "";

    /// <summary>The document that was answered, by its SHA-256 in hexadecimal digits.</summary>
    public required string DocumentSha256 { get; init; }

    public long? SignatureDocumentId { get; set; }

    /// <summary>The contract with the signature under it.</summary>
    public long? SignedDocumentId { get; set; }

    /// <summary>What staff brought as proof when they answered on the client's behalf.</summary>
    public long? ProofDocumentId { get; set; }

    /// <summary>Why it was refused, or why staff answered on the client's behalf.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The user who answered, if signed in; staff when on the client's behalf.</summary>
    public long? UserId { get; init; }

    public bool OnBehalf { get; init; }

    internal static ContractDecision Of(ContractOffer offer, bool approved, ContractAnswerer by, GivenAnswer answer, DateTime now) => new()
    {
        ContractId = offer.ContractId,
        ClientId = offer.ClientId,
        OfferId = offer.Id,
        Approved = approved,
        ApprovalOf = approved && offer.Amendment is null ? offer.ContractId : null,
        Name = answer.Name,
        At = now,
        IpAddress = answer.IpAddress,
        Browser = answer.Browser,
        DocumentSha256 = offer.DocumentSha256,
        Reason = answer.Reason,
        UserId = by.Actor.UserId,
        OnBehalf = by.OnBehalf,
    };
}

/// <summary>A personal link to a version of a contract.</summary>
public sealed class ContractLink : PersonalLink
{
    public required long ContractId { get; init; }

    public required long OfferId { get; init; }
}
