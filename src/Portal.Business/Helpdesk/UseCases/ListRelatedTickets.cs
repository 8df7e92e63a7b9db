using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>The tickets that a request, visit or job has to do with: related by a person; of a request, the one that it was made of; of a job, those that belong to it.</summary>
public sealed class ListRelatedTickets(PortalDbContextFactory contexts, ICurrentUser user)
{
    private const int Most = 100;

    public sealed record Input(TicketLinkKind Kind, long SubjectId);

    /// <param name="MayRemove">Related by a person.</param>
    public sealed record Row(long Id, string Number, string Title, TicketStatus Status, bool MayRemove);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var linked = db.TicketLinks.Where(l => l.Kind == input.Kind && l.SubjectId == input.SubjectId).Select(l => l.TicketId);
        var own = input.Kind switch
        {
            TicketLinkKind.Request => db.Tickets.Where(t => t.RequestId == input.SubjectId),
            TicketLinkKind.Job => db.Tickets.OfJob(db, input.SubjectId),
            _ => db.Tickets.Where(t => false),
        };
        var all = linked.Union(own.Select(t => t.Id));
        return await db.Tickets.AsNoTracking().Where(t => all.Contains(t.Id))
            .OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id).Take(Most)
            .Select(t => new Row(t.Id, t.Number, t.Title, t.Status, linked.Contains(t.Id))).ToListAsync(ct);
    }
}
