using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Tickets in columns: the stages of one team, or the statuses of all teams; how many there are of each, and the newest of them.</summary>
public sealed class ShowTicketBoard(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private const int PerColumn = 30;

    /// <param name="TeamId">Null: the user's own team, else the first that has stages.</param>
    /// <param name="AllTeams">By status instead.</param>
    /// <param name="Label">Its key.</param>
    public sealed record Input(long? TeamId = null, bool AllTeams = false, string Search = "", bool Mine = false, string? Label = null);

    /// <param name="StageId">Null on the board of all teams.</param>
    /// <param name="Name">In the language of the user; empty on the board of all teams.</param>
    public sealed record Column(long? StageId, TicketStatus Status, string Name, int Total, IReadOnlyList<ListTickets.Row> Cards);

    public sealed record Team(long Id, string Name);

    /// <param name="TeamId">Null: all teams.</param>
    public sealed record Board(IReadOnlyList<Team> Teams, long? TeamId, IReadOnlyList<Column> Columns);

    public async Task<Result<Board>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var teams = await db.HelpdeskTeams.AsNoTracking().Where(t => t.IsActive && db.TicketStages.Any(s => s.TeamId == t.Id)).OrderBy(t => t.Name).ThenBy(t => t.Id).ToListAsync(ct);
        var team = input.AllTeams ? null : teams.Find(t => t.Id == input.TeamId) ?? teams.Find(t => t.MemberIds.Contains(user.UserId ?? 0)) ?? teams.FirstOrDefault();
        var now = clock.GetUtcNow().UtcDateTime;
        var tickets = await ListTickets.NarrowAsync(db, user, new(new PageRequest(), input.Search, Mine: input.Mine, Label: input.Label, TeamId: team?.Id), now, ct);
        return new Board([.. teams.Select(t => new Team(t.Id, t.Name))], team?.Id, team is null ? await ByStatusAsync(db, tickets, now, ct) : await ByStageAsync(db, team.Id, tickets, now, ct));
    }

    private static async Task<List<Column>> ByStageAsync(PortalDbContext db, long teamId, IQueryable<Ticket> tickets, DateTime now, CancellationToken ct)
    {
        var counts = await tickets.Where(t => t.StageId != null).GroupBy(t => t.StageId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var columns = new List<Column>();
        foreach (var stage in await db.TicketStages.AsNoTracking().Where(s => s.TeamId == teamId).OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct))
        {
            var cards = await CardsAsync(db, tickets.Where(t => t.StageId == stage.Id), now, ct);
            columns.Add(new Column(stage.Id, stage.Status, stage.Name.In(CultureInfo.CurrentUICulture.Name), counts.GetValueOrDefault(stage.Id), cards));
        }

        return columns;
    }

    private static async Task<List<Column>> ByStatusAsync(PortalDbContext db, IQueryable<Ticket> tickets, DateTime now, CancellationToken ct)
    {
        var counts = await tickets.GroupBy(t => t.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var columns = new List<Column>();
        foreach (var status in Enum.GetValues<TicketStatus>())
        {
            columns.Add(new Column(null, status, "", counts.GetValueOrDefault(status), await CardsAsync(db, tickets.Where(t => t.Status == status), now, ct)));
        }

        return columns;
    }

    private static Task<List<ListTickets.Row>> CardsAsync(PortalDbContext db, IQueryable<Ticket> tickets, DateTime now, CancellationToken ct) =>
        ListTickets.RowsAsync(db, tickets.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id).Take(PerColumn), now, ct);
}
