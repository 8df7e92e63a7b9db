using System.Globalization;
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
    /// <param name="JobId">Those that belong to it: <see cref="TicketsOfJob"/>.</param>
    /// <param name="Mine">Only those that the user answers.</param>
    /// <param name="Label">Its key.</param>
    /// <param name="Overdue">Only those of which a promise was not kept and that are still open.</param>
    public sealed record Input(
        PageRequest Page, string Search = "", IReadOnlyList<TicketStatus>? Statuses = null, RequestPriority? Priority = null, long? ClientId = null, long? JobId = null, long? PackId = null,
        bool Mine = false, bool Overdue = false, string? Label = null, long? StageId = null, long? TeamId = null);

    /// <param name="Stage">In the language of the user; empty where the ticket has a status only.</param>
    public sealed record Row(
        long Id, int Version, string Number, string Title, string ClientName, TicketStatus Status, RequestPriority Priority, string Assignee, string Team, DateTime CreatedAt, DateTime ChangedAt, bool IsOverdue,
        string Stage, IReadOnlyList<string> Labels, long? StageId);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var now = clock.GetUtcNow().UtcDateTime;
        var tickets = (await NarrowAsync(db, user, input, now, ct)).Only(input.Page);
        return new Page<Row>(await RowsAsync(db, Sort(tickets, input.Page).Skip(input.Page.Skip).Take(input.Page.Take), now, ct), await tickets.CountAsync(ct));
    }

    internal static async Task<List<Row>> RowsAsync(PortalDbContext db, IQueryable<Ticket> tickets, DateTime now, CancellationToken ct)
    {
        var language = CultureInfo.CurrentUICulture.Name;
        var rows = await tickets.Select(t => new
        {
            Ticket = t,
            Client = db.Clients.Where(c => c.Id == t.ClientId).Select(c => c.Name).First(),
            Assignee = db.Users.Where(u => u.Id == t.AssigneeId).Select(u => u.DisplayName).FirstOrDefault(),
            Team = db.HelpdeskTeams.Where(x => x.Id == t.TeamId).Select(x => x.Name).FirstOrDefault(),
            Stage = db.TicketStages.Where(s => s.Id == t.StageId).Select(s => s.Name).FirstOrDefault(),
            Labels = db.TicketLabels.Where(l => l.TicketId == t.Id).OrderBy(l => l.Key).Select(l => l.Name).ToList(),
        }).ToListAsync(ct);
        return rows.ConvertAll(r => new Row(
            r.Ticket.Id, r.Ticket.Version, r.Ticket.Number, r.Ticket.Title, r.Client, r.Ticket.Status, r.Ticket.Priority, r.Assignee ?? "", r.Team ?? "", r.Ticket.CreatedAt, r.Ticket.ChangedAt,
            r.Ticket.IsOverdue(now), r.Stage?.In(language) ?? "", r.Labels, r.Ticket.StageId));
    }

    internal static async Task<IQueryable<Ticket>> NarrowAsync(PortalDbContext db, ICurrentUser user, Input input, DateTime now, CancellationToken ct)
    {
        var tickets = await TicketWords.SearchedAsync(db, input.Search, ct);
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
            tickets = Late(tickets, now);
        }

        if (input.Label is { Length: > 0 } label)
        {
            tickets = tickets.Where(t => db.TicketLabels.Where(l => l.Key == label).Select(l => l.TicketId).Contains(t.Id));
        }

        if (input.StageId is { } stage)
        {
            tickets = tickets.Where(t => t.StageId == stage);
        }

        if (input.TeamId is { } team)
        {
            tickets = tickets.Where(t => t.TeamId == team);
        }

        if (input.JobId is { } job)
        {
            tickets = tickets.OfJob(db, job);
        }

        return tickets.Where(t => (input.Priority == null || t.Priority == input.Priority) && (input.ClientId == null || t.ClientId == input.ClientId)
            && (input.PackId == null || t.HoursPackId == input.PackId));
    }

    /// <summary>As <see cref="Ticket.IsOverdue"/>; said by what they are, as the few that are open stand together in an index.</summary>
    internal static IQueryable<Ticket> Late(IQueryable<Ticket> tickets, DateTime now) =>
        tickets.Where(t => (t.Status == TicketStatus.New || t.Status == TicketStatus.Open || t.Status == TicketStatus.WaitingForClient)
            && ((t.FirstAnsweredAt == null && t.FirstAnswerDueAt < now) || (t.WaitingSince == null && t.SolutionDueAt < now)));

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
