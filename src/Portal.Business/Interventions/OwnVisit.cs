using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions.Documents;

namespace Portal.Business.Interventions;

/// <summary>An appointment as its client sees it; local times of the company.</summary>
/// <param name="ArrivalFrom">What the client was told; null: at the start.</param>
/// <param name="ReportId">The newest stored report.</param>
/// <param name="IsAhead">Confirmed and not past, or under way.</param>
public sealed record OwnVisit(string Number, VisitStatus Status, DateTime StartsAt, DateTime EndsAt, DateTime? ArrivalFrom, DateTime? ArrivalTo, string Technician, string Report, long? ReportId, bool IsAhead)
{
    internal static async Task<ILookup<long, OwnVisit>> LoadAsync(PortalDbContext db, IReadOnlyCollection<long> requestIds, DateTime now, CancellationToken ct)
    {
        var sellers = await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct);
        var rows = await db.Visits.AsNoTracking().Where(v => requestIds.Contains(v.RequestId)).OrderBy(v => v.StartsAt)
            .Select(v => new { Visit = v, Technician = db.Users.Where(u => u.Id == v.TechnicianId).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Visit.Id);
        var reports = (await db.StoredDocuments.AsNoTracking().Where(d => d.SubjectType == nameof(Visit) && ids.Contains(d.SubjectId) && d.Kind == DocumentKinds.VisitReport)
            .Select(d => new { d.Id, d.SubjectId, d.Revision }).ToListAsync(ct)).ToLookup(d => d.SubjectId);
        return rows.ToLookup(r => r.Visit.RequestId, r => Of(r.Visit, r.Technician ?? "", sellers[r.Visit.LegalEntityId], reports[r.Visit.Id].MaxBy(d => d.Revision)?.Id, now));
    }

    private static OwnVisit Of(Visit v, string technician, LegalEntity seller, long? reportId, DateTime now) => new(
        v.Number, v.Status, seller.Local(v.StartsAt), seller.Local(v.EndsAt), v.ArrivalFrom is { } from ? seller.Local(from) : null, v.ArrivalTo is { } to ? seller.Local(to) : null, technician,
        v.Status is VisitStatus.Done or VisitStatus.Unfinished ? v.Report : "", reportId,
        v.Status == VisitStatus.InProgress || (v.Status == VisitStatus.Confirmed && v.EndsAt > now));
}
