using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Contracts.Requests;

/// <summary>
/// Takes requests of contract lines back that are wanted from a day on and that nobody has touched yet: no visit, no answer, no file. The next run
/// makes those of the line that is then in force. What is planned stays.
/// </summary>
internal static class WithdrawnRequests
{
    /// <summary>Those of the lines whose visits an amendment changes, in the save that makes it.</summary>
    /// <param name="amended">Each line with the one that takes its place, null where it ends.</param>
    public static Task OfAsync(PortalDbContext db, IEnumerable<(ContractLine Before, ContractLine? After)> amended, DateOnly from, CancellationToken ct) =>
        RemoveAsync(db, [.. amended.Where(a => a.After is not null && !a.Before.Visits.HasVisitsOf(a.After.Visits)).Select(a => a.Before.Id)], from, ct);

    /// <summary>Those of lines that end or rest, in the save that does it.</summary>
    /// <param name="last">The last day on which a visit may still be wanted.</param>
    public static Task AfterAsync(PortalDbContext db, IEnumerable<ContractLine> lines, DateOnly last, CancellationToken ct) =>
        RemoveAsync(db, [.. lines.Select(l => l.Id)], last.AddDays(1), ct);

    /// <summary>To be called in the save that changes the visits of the lines.</summary>
    public static async Task RemoveAsync(PortalDbContext db, IReadOnlyCollection<long> lineIds, DateOnly from, CancellationToken ct)
    {
        if (lineIds.Count == 0)
        {
            return;
        }

        var untouched = await db.ServiceRequests.AllClients().AsSplitQuery().Include(r => r.Lines).Include(r => r.Equipment)
            .Where(r => r.ContractLineId != null && lineIds.Contains(r.ContractLineId.Value) && r.Status == RequestStatus.ToPlan && r.WantedFrom >= from
                && !db.Visits.Any(v => v.RequestId == r.Id) && !db.Answers.Any(a => a.RequestId == r.Id)
                && !db.StoredDocuments.Any(d => d.SubjectType == nameof(ServiceRequest) && d.SubjectId == r.Id))
            .ToListAsync(ct);
        var requests = untouched.FindAll(r => r.Lines.TrueForAll(l => l.State is WorkLineState.Open or WorkLineState.Contract));
        var ids = requests.Select(r => r.Id).ToList();
        db.GeneratedRequests.RemoveRange(await db.GeneratedRequests.Where(g => ids.Contains(g.RequestId)).ToListAsync(ct));
        db.ServiceRequests.RemoveRange(requests);
    }
}
