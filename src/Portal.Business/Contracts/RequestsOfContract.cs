using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Contracts;

internal static class RequestsOfContract
{
    /// <summary>What the lines of a contract asked for, lines that were amended included.</summary>
    public static IQueryable<ServiceRequest> OfContract(this IQueryable<ServiceRequest> requests, PortalDbContext db, long contractId) =>
        requests.Where(r => r.ContractLineId != null && db.ContractLines.Where(l => l.ContractId == contractId).Select(l => (long?)l.Id).Contains(r.ContractLineId));
}
