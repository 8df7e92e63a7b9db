using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Approvals;

/// <summary>How a contract stands with its client, who has to approve it.</summary>
public enum ContractAnswerState
{
    /// <summary>Nothing is waited for.</summary>
    None,

    /// <summary>The client can answer.</summary>
    Waiting,

    /// <summary>Not answered, and no personal link opens it any more: send it again, or ask.</summary>
    OutOfTime,
}

/// <summary>Contracts that were sent to be approved, and are not answered.</summary>
internal static class WaitingContracts
{
    /// <summary>Versions that wait for the client's answer: the last one of each draft that was sent, and the last amendment of each contract that runs.</summary>
    public static IQueryable<ContractOffer> Offers(PortalDbContext db) => db.ContractOffers.AsNoTracking().Where(o => o.ClosedAt == null && db.Contracts.Any(c =>
        c.Id == o.ContractId && (o.Amendment == null ? c.Status == ContractStatus.Draft : c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused)));

    /// <summary>Those of them that no link opens any more, because they ran out of time or were withdrawn.</summary>
    public static IQueryable<ContractOffer> OutOfTime(PortalDbContext db, DateTime now) =>
        Offers(db).Where(o => !db.ContractLinks.Any(l => l.OfferId == o.Id && l.RevokedAt == null && l.ExpiresAt > now));

    public static IQueryable<Contract> Of(PortalDbContext db) => Of(db, Offers(db));

    public static IQueryable<Contract> Of(PortalDbContext db, IQueryable<ContractOffer> offers) =>
        db.Contracts.AsNoTracking().Where(c => offers.Any(o => o.ContractId == c.Id));
}
