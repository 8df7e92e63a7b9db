using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>One page of the tickets, the newest first.</summary>
public sealed class ListTickets(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <summary>What waits for somebody.</summary>
    public static readonly IReadOnlyList<TicketStatus> Open = [TicketStatus.New, TicketStatus.Open, TicketStatus.WaitingForClient];

    /// <param name="Statuses">Null takes all.</param>
    /// <param name="Mine">Only those that the user answers.</param>
    /// <param name="Overdue">Only those of which a promise was not kept and that are still open.</param>
    public sealed record Input(
        PageRequest Page, string Search = "", IReadOnlyList<TicketStatus>? Statuses = null, RequestPriority? Priority = null, long? ClientId = null, long? JobId = null, long? PackId = null,
        bool Mine = false, bool Overdue = false);

    public sealed record Row(
        long Id, int Version, string Number, string Title, string ClientName, TicketStatus Status, RequestPriority Priority, string Assignee, string Team, DateTime CreatedAt, DateTime ChangedAt, bool IsOverdue);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var now = clock.GetUtcNow().UtcDateTime;
        var tickets = Filter(db, input, now);
        var total = await tickets.CountAsync(ct);
        var rows = await Sort(tickets, input.Page).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(t => new
            {
                Ticket = t,
                Client = db.Clients.Where(c => c.Id == t.ClientId).Select(c => c.Name).First(),
                Assignee = db.Users.Where(u => u.Id == t.AssigneeId).Select(u => u.DisplayName).FirstOrDefault(),
                Team = db.HelpdeskTeams.Where(x => x.Id == t.TeamId).Select(x => x.Name).FirstOrDefault(),
            }).ToListAsync(ct);
        return new Page<Row>(
            [.. rows.Select(r => new Row(
                r.Ticket.Id, r.Ticket.Version, r.Ticket.Number, r.Ticket.Title, r.Client, r.Ticket.Status, r.Ticket.Priority, r.Assignee ?? "", r.Team ?? "", r.Ticket.CreatedAt, r.Ticket.ChangedAt,
                r.Ticket.IsOverdue(now)))],
            total);
    }

    private IQueryable<Ticket> Filter(PortalDbContext db, Input input, DateTime now)
    {
        var tickets = db.Tickets.AsNoTracking()
            .Matching((t, word) => t.SearchKey.Contains(word) || db.Clients.Any(c => c.Id == t.ClientId && c.SearchKey.Contains(word)), input.Search);
        if (input.Statuses is { } statuses)
        {
            tickets = tickets.Where(t => statuses.Contains(t.Status));
        }

        if (input.Mine)
        {
            var me = user.UserId ?? 0;
            tickets = tickets.Where(t => t.AssigneeId == me);
        }

        if (input.Overdue)
        {
            tickets = tickets.Where(t => t.Status != TicketStatus.Solved && t.Status != TicketStatus.Closed
                && ((t.FirstAnsweredAt == null && t.FirstAnswerDueAt < now) || (t.WaitingSince == null && t.SolutionDueAt < now)));
        }

        return tickets.Where(t => (input.Priority == null || t.Priority == input.Priority) && (input.ClientId == null || t.ClientId == input.ClientId)
            && (input.JobId == null || t.JobId == input.JobId) && (input.PackId == null || t.HoursPackId == input.PackId));
    }

    private static IQueryable<Ticket> Sort(IQueryable<Ticket> tickets, PageRequest page) => (page.Sort, page.Descending) switch
    {
        ("number", false) => tickets.OrderBy(t => t.Number).ThenBy(t => t.Id),
        ("number", true) => tickets.OrderByDescending(t => t.Number).ThenByDescending(t => t.Id),
        ("changed", false) => tickets.OrderBy(t => t.ChangedAt).ThenBy(t => t.Id),
        ("changed", true) => tickets.OrderByDescending(t => t.ChangedAt).ThenByDescending(t => t.Id),
        ("created", false) => tickets.OrderBy(t => t.CreatedAt).ThenBy(t => t.Id),
        _ => tickets.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id),
    };
}
