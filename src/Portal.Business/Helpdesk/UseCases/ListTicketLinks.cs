using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>What a ticket is related to; kinds that the user may not see are left out.</summary>
public sealed class ListTicketLinks(PortalDbContextFactory contexts, ICurrentUser user)
{
    public async Task<Result<IReadOnlyList<TicketSubject>>> RunAsync(long ticketId, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var ids = (await db.TicketLinks.AsNoTracking().Where(l => l.TicketId == ticketId).OrderBy(l => l.Id).Select(l => new { l.Kind, l.SubjectId }).ToListAsync(ct)).ToLookup(l => l.Kind, l => l.SubjectId);
        var (requests, visits, jobs) = (ids[TicketLinkKind.Request].ToList(), ids[TicketLinkKind.Visit].ToList(), ids[TicketLinkKind.Job].ToList());
        var found = new List<TicketSubject>();
        if (user.Has(Permissions.InterventionsView))
        {
            found.AddRange(requests.Count == 0 ? [] : await TicketLinkReading.Subjects(db.ServiceRequests.Where(r => requests.Contains(r.Id)).OrderBy(r => r.Number)).ToListAsync(ct));
            found.AddRange(visits.Count == 0 ? [] : await TicketLinkReading.Subjects(db, db.Visits.Where(v => visits.Contains(v.Id)).OrderBy(v => v.Number)).ToListAsync(ct));
        }

        if (user.Has(Permissions.JobsView))
        {
            found.AddRange(jobs.Count == 0 ? [] : await TicketLinkReading.Subjects(db.Jobs.Where(j => jobs.Contains(j.Id)).OrderBy(j => j.Number)).ToListAsync(ct));
        }

        return found;
    }
}
