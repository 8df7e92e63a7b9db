using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Business.Helpdesk;

/// <summary>What a ticket can be related to, of all three kinds in one form.</summary>
/// <param name="JobId">In whose timeline it is told.</param>
public sealed record TicketSubject(TicketLinkKind Kind, long Id, long ClientId, long JobId, string Number, string Title);

/// <summary>Narrowed, ordered and paged by the caller, in the database.</summary>
internal static class TicketLinkReading
{
    public static IQueryable<TicketSubject> Subjects(IQueryable<ServiceRequest> requests) =>
        requests.AsNoTracking().Select(r => new TicketSubject(TicketLinkKind.Request, r.Id, r.ClientId, r.JobId, r.Number, r.Title));

    public static IQueryable<TicketSubject> Subjects(PortalDbContext db, IQueryable<Visit> visits) =>
        visits.AsNoTracking().Select(v => new TicketSubject(TicketLinkKind.Visit, v.Id, v.ClientId, v.JobId, v.Number, db.ServiceRequests.Where(r => r.Id == v.RequestId).Select(r => r.Title).First()));

    public static IQueryable<TicketSubject> Subjects(IQueryable<Job> jobs) =>
        jobs.AsNoTracking().Select(j => new TicketSubject(TicketLinkKind.Job, j.Id, j.ClientId, j.Id, j.Number, j.Name));
}
