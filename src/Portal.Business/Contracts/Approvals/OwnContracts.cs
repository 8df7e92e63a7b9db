using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Approvals;

internal static class OwnContracts
{
    /// <summary>Drafts whose last version the client has not answered.</summary>
    public static IQueryable<Contract> Waiting(PortalDbContext db) => db.Contracts.AsNoTracking().Where(c => c.Status == ContractStatus.Draft
        && db.ContractOffers.Where(o => o.ContractId == c.Id).OrderByDescending(o => o.Number).Take(1).Any(o => !db.ContractDecisions.Any(d => d.OfferId == o.Id)));
}
