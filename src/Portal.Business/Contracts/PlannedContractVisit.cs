using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Contracts;

/// <summary>A visit of a contract that is planned and not begun.</summary>
/// <param name="LineId">Of the contract, on that day.</param>
/// <param name="On">Its day in the time zone of the company.</param>
/// <param name="Technician">Empty where nobody was chosen.</param>
/// <param name="IsConfirmed">The client was told of it.</param>
/// <param name="IsOutside">After the end of its contract or line, or in a rest.</param>
public sealed record PlannedContractVisit(long Id, int Version, string Number, long RequestId, string Title, long LineId, DateOnly On, string Technician, bool IsConfirmed, bool IsOutside)
{
    internal static IQueryable<Visit> Of(PortalDbContext db, long contractId)
    {
        var requests = db.ServiceRequests.AllClients().OfContract(db, contractId);
        return db.Visits.AllClients().Where(v => (v.Status == VisitStatus.Draft || v.Status == VisitStatus.Confirmed) && requests.Any(r => r.Id == v.RequestId));
    }

    /// <param name="contract">With lines and pauses.</param>
    internal static async Task<IReadOnlyList<PlannedContractVisit>> OfAsync(PortalDbContext db, Contract contract, LegalEntity entity, CancellationToken ct)
    {
        var found = await Of(db, contract.Id).Join(
            db.ServiceRequests.AllClients(), v => v.RequestId, r => r.Id, (v, r) => new
            {
                v.Id,
                v.Version,
                v.Number,
                v.RequestId,
                r.Title,
                LineId = r.ContractLineId!.Value,
                v.StartsAt,
                Technician = db.Users.Where(u => u.Id == v.TechnicianId).Select(u => u.DisplayName).FirstOrDefault(),
                v.Status,
            }).ToListAsync(ct);
        return
        [
            .. found.OrderBy(v => v.StartsAt).ThenBy(v => v.Id).Select(v => (v, On: entity.DayOf(v.StartsAt))).Select(v => new PlannedContractVisit(
                v.v.Id, v.v.Version, v.v.Number, v.v.RequestId, v.v.Title, contract.LineOn(v.v.LineId, v.On), v.On, v.v.Technician ?? "", v.v.Status == VisitStatus.Confirmed, IsOutsideOf(contract, v.v.LineId, v.On))),
        ];
    }

    /// <summary>No visit is owed on that day.</summary>
    internal static bool IsOutsideOf(Contract contract, long lineId, DateOnly on) => on > contract.LastDay || contract.Status == ContractStatus.Cancelled
        || contract.Pauses.Exists(p => p.From <= on && (p.To is null || on <= p.To))
        || (contract.Lines.Find(l => l.Id == contract.LineOn(lineId, on)) is { } line && (line.EndsOn < on || line.Status == ContractLineStatus.Cancelled));
}
