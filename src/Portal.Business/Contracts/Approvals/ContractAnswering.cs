using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.Approvals;

/// <summary>Who answers a contract, and with what right: the holder of the link, a client user, or staff on the client's behalf.</summary>
/// <param name="Email">Where the client who answers is reached; empty where staff answer.</param>
/// <param name="OfferId">The version that the link opens; null for a signed-in person, who answers the last one.</param>
internal sealed record ContractAnswerer(ICurrentUser Actor, bool OnBehalf, long ContractId, string Email, long? OfferId)
{
    /// <param name="secret">Of a personal link; null for a signed-in person, who names the contract.</param>
    public static async Task<Result<ContractAnswerer>> IdentifyAsync(
        PortalDbContextFactory contexts, ICurrentUser user, string? secret, long contractId, string name, DateTime now, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        if (secret is not null)
        {
            return (await db.FindLinkAsync<ContractLink>(secret, now, ct)).TryGet(out var link, out var closed)
                ? new ContractAnswerer(new LinkHolder(name.Trim(), link.ClientId), OnBehalf: false, link.ContractId, link.Email, link.OfferId)
                : closed;
        }

        var own = await db.Users.Where(u => u.Id == user.UserId).Select(u => u.Email).SingleOrDefaultAsync(ct) ?? "";
        return user.Clients.IsLimited && user.Has(Permissions.PortalAct) ? new ContractAnswerer(user, OnBehalf: false, contractId, own, null)
            : !user.Clients.IsLimited && user.Has(Permissions.ContractsApproveForClient) ? new ContractAnswerer(user, OnBehalf: true, contractId, "", null)
            : Refusal.Forbidden;
    }

    /// <summary>The answer as it is kept: cut to what is stored, and in the name of the member of staff where no other is known.</summary>
    public GivenAnswer Complete(GivenAnswer given) => given with
    {
        Name = OnBehalf && string.IsNullOrWhiteSpace(given.Name) ? Actor.Name : given.Name.Trim(),
        Reason = given.Reason.Trim(),
        IpAddress = Folding.Cut(given.IpAddress, GivenAnswer.LongestAddress),
        Browser = Folding.Cut(given.Browser, GivenAnswer.LongestBrowser),
    };
}

/// <summary>A contract and the version that is being answered, loaded to be saved once.</summary>
/// <param name="Offer">Waits for the answer; null where staff answer what was never sent, or changed since.</param>
internal sealed record ContractToAnswer(Contract Contract, ContractOffer? Offer, LegalEntity Entity)
{
    /// <summary>Refused where it is answered already, in force, called off, or no longer what the client has before them.</summary>
    public static async Task<Result<ContractToAnswer>> LoadAsync(PortalDbContext db, ContractAnswerer by, string documentSha256, CancellationToken ct)
    {
        // In one statement: read part by part, a contract that somebody approves meanwhile would be half a draft.
        var contract = await ContractAccess.Whole(db.Contracts).AsSingleQuery().SingleOrDefaultAsync(c => c.Id == by.ContractId, ct);
        var offer = contract is null ? null : await ContractOffers.LatestAsync(db, contract.Id, ct);
        if (contract is null || (offer is null && !by.OnBehalf))
        {
            return Refusal.NotFound;
        }

        var decision = offer is null ? null : await db.ContractDecisions.SingleOrDefaultAsync(d => d.OfferId == offer.Id, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        if (decision is not null && (decision.Approved || !by.OnBehalf || offer!.Amendment is not null))
        {
            return Refusal.Conflict(decision.Approved ? "Contracts.AlreadyApproved" : "Contracts.AlreadyRefused", contract.Reference);
        }

        var amends = offer?.Amendment is not null && contract.Status != ContractStatus.Draft;
        if (amends ? !contract.Bills : contract.Status != ContractStatus.Draft)
        {
            return Refusal.Conflict("Contracts.NotToApprove", contract.Reference);
        }

        if (offer is { ClosedAt: not null } && decision is null && (amends || !by.OnBehalf))
        {
            return Refusal.Conflict("Contracts.OfferWithdrawn", contract.Reference, entity.Name);
        }

        var isCurrent = offer is { ClosedAt: null } && offer.Fingerprint == ContractOffers.FingerprintOf(contract, offer.Amendment);
        if (by.OnBehalf && !amends)
        {
            return new ContractToAnswer(contract, isCurrent ? offer : null, entity);
        }

        return !by.OnBehalf && ((by.OfferId is { } opened && opened != offer!.Id) || offer!.DocumentSha256 != documentSha256) ? Refusal.NotNow("Contracts.NewerVersionSent", contract.Reference, entity.Name)
            : isCurrent ? new ContractToAnswer(contract, offer, entity)
            : Refusal.NotNow("Contracts.ChangedSinceSent", contract.Reference, entity.Name);
    }
}
