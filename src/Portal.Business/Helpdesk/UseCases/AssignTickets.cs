using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Gives tickets to somebody of the staff, many at once, or to nobody. What was merged is left and counted.</summary>
public sealed class AssignTickets(PortalDbContextFactory contexts, ICurrentUser user)
{
    private const int Most = 1000;

    /// <param name="UserId">Null: nobody.</param>
    public sealed record Input(IReadOnlyList<long> Ids, long? UserId);

    /// <param name="Left">Merged into others, with that person already, or not to be found.</param>
    public sealed record Answer(int Done, int Left);

    public async Task<Result<Answer>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (input.UserId is { } assignee && !await db.Users.AnyAsync(u => u.Id == assignee && !u.IsClientUser, ct))
        {
            return Refusal.NotFound;
        }

        var ids = input.Ids.Distinct().Take(Most).ToList();
        var tickets = await db.Tickets.Where(t => ids.Contains(t.Id) && t.MergedIntoId == null && t.AssigneeId != input.UserId).ToListAsync(ct);
        foreach (var ticket in tickets)
        {
            ticket.AssignTo(input.UserId);
        }

        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? new Answer(tickets.Count, input.Ids.Count - tickets.Count) : Result<Answer>.Refused(saved.Refusals);
    }
}
