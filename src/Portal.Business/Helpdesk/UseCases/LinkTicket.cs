using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Relates a ticket to a request, a visit or a job of its client that there is, or ends that. Told in the timeline of the job; the same twice is once.</summary>
public sealed class LinkTicket(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long TicketId, TicketLinkKind Kind, long SubjectId, bool Remove = false);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork) || !user.Has(FindTicketSubjects.PermissionFor(input.Kind)))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == input.TicketId, ct) is not { } ticket)
        {
            return Refusal.NotFound;
        }

        var known = await db.TicketLinks.SingleOrDefaultAsync(l => l.TicketId == ticket.Id && l.Kind == input.Kind && l.SubjectId == input.SubjectId, ct);
        var subject = await FindAsync(db, input, ct);
        if (input.Remove == known is null)
        {
            return Result.Done;
        }

        if (!input.Remove && (subject?.ClientId != ticket.ClientId || ticket.MergedIntoId is not null))
        {
            return ticket.MergedIntoId is not null ? Refusal.NotNow("Helpdesk.IsMerged", ticket.Number) : Refusal.Invalid("Helpdesk.NotOfThisClient").On(nameof(input.SubjectId));
        }

        if (known is not null)
        {
            db.TicketLinks.Remove(known);
        }
        else
        {
            db.TicketLinks.Add(new TicketLink { TicketId = ticket.Id, ClientId = ticket.ClientId, Kind = input.Kind, SubjectId = input.SubjectId });
        }

        if (subject is not null)
        {
            db.TimelineEntries.Add(new TimelineEntry(
                ticket.ClientId, subject.JobId, clock.GetUtcNow().UtcDateTime, user, input.Remove ? "Helpdesk.Unlinked" : "Helpdesk.Linked", nameof(Ticket), ticket.Id, ticket.Number, subject.Number));
        }

        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal is { Code: "Common.AlreadyThere" or "Common.Stale" } ? Result.Done : saved;
    }

    private static Task<TicketSubject?> FindAsync(PortalDbContext db, Input input, CancellationToken ct) => input.Kind switch
    {
        TicketLinkKind.Request => TicketLinkReading.Subjects(db.ServiceRequests.Where(r => r.Id == input.SubjectId)).SingleOrDefaultAsync(ct),
        TicketLinkKind.Visit => TicketLinkReading.Subjects(db, db.Visits.Where(v => v.Id == input.SubjectId)).SingleOrDefaultAsync(ct),
        _ => TicketLinkReading.Subjects(db.Jobs.Where(j => j.Id == input.SubjectId)).SingleOrDefaultAsync(ct),
    };
}
