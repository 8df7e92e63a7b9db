using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.UseCases;

/// <summary>What was sent of a contract, to whom, and how it was answered, for staff.</summary>
public sealed class ShowContractApproval(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="IsChanged">The contract is no longer what the last version says: the client can't approve that one.</param>
    /// <param name="Offers">Last one first.</param>
    public sealed record Shown(bool IsDraft, bool Bills, bool IsChanged, IReadOnlyList<Offer> Offers)
    {
        /// <summary>The client can answer now.</summary>
        public bool IsWaiting => IsOpen && !IsChanged;

        /// <summary>The last version is not answered, and its contract is still that of it.</summary>
        public bool IsOpen => Offers is [{ IsClosed: false } last, ..] && (last.Amendment is null ? IsDraft : Bills);

        /// <summary>The client could answer, but no link opens it any more.</summary>
        public bool IsOutOfTime => IsWaiting && Offers[0].Links.All(l => !l.IsOpen);

        /// <summary>Something was sent, and there is no approval yet.</summary>
        public bool WasSent => Offers.Count > 0;
    }

    /// <param name="IsClosed">Answered, withdrawn, or followed by another one.</param>
    /// <param name="Amendment">What it changes of a contract that runs; null: the contract as a whole.</param>
    public sealed record Offer(
        long Id, int Number, bool IsClosed, OfferedAmendment? Amendment, DateTime OfferedAt, string OfferedBy, DateTime? ViewedAt, long DocumentId, string DocumentSha256, IReadOnlyList<PersonalLinkRow> Links, Answer? Answer);

    /// <param name="At">In the legal entity's time zone.</param>
    public sealed record Answer(bool Approved, string Name, DateTimeOffset At, string Reason, bool OnBehalf, string IpAddress, long? SignedDocumentId, long? ProofDocumentId);

    public async Task<Result<Shown>> RunAsync(long contractId, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await ContractAccess.Whole(db.Contracts.AsNoTracking()).SingleOrDefaultAsync(c => c.Id == contractId, ct) is not { } contract)
        {
            return Refusal.NotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var offers = await db.ContractOffers.AsNoTracking().Where(o => o.ContractId == contractId).OrderByDescending(o => o.Number).ToListAsync(ct);
        var links = (await db.ContractLinks.AsNoTracking().Where(l => l.ContractId == contractId).OrderByDescending(l => l.Id).ToListAsync(ct)).ToLookup(l => l.OfferId);
        var decisions = await db.ContractDecisions.AsNoTracking().Where(d => d.ContractId == contractId).ToDictionaryAsync(d => d.OfferId, ct);
        return new Shown(
            contract.Status == ContractStatus.Draft, contract.Bills, offers.Count > 0 && offers[0].Fingerprint != ContractOffers.FingerprintOf(contract, offers[0].Amendment),
            [.. offers.Select(o => new Offer(
                o.Id, o.Number, o.ClosedAt is not null, o.Amendment, o.OfferedAt, o.OfferedByName, o.ViewedAt, o.DocumentId, o.DocumentSha256, [.. links[o.Id].Select(l => PersonalLinkRow.Of(l, seller, now))],
                decisions.TryGetValue(o.Id, out var d)
                    ? new Answer(d.Approved, d.Name, seller.Moment(d.At), d.Reason, d.OnBehalf, d.IpAddress, d.SignedDocumentId, d.ProofDocumentId)
                    : null))]);
    }
}
