using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk;

/// <summary>When a team works (its week, in the time zone of its company, less the days on which the company is closed) and the stages of its tickets.</summary>
public sealed record ServiceHours(WorkingWeek Week, LegalEntity Entity, IReadOnlySet<DateOnly> Closed)
{
    /// <summary>In their order; empty: its tickets have a status only.</summary>
    public IReadOnlyList<TicketStage> Stages { get; init; } = [];

    internal static async Task<ServiceHours?> LoadAsync(PortalDbContext db, HelpdeskTeam? team, LegalEntity entity, CancellationToken ct) =>
        team is null ? null : await OfAsync(db, team, entity, ct);

    internal static async Task<ServiceHours> OfAsync(PortalDbContext db, HelpdeskTeam team, LegalEntity entity, CancellationToken ct) =>
        new(team.Week, entity, (await db.ClosingDays.Where(c => c.LegalEntityId == entity.Id).Select(c => c.Day).ToListAsync(ct)).ToHashSet())
        {
            Stages = await db.TicketStages.AsNoTracking().Where(s => s.TeamId == team.Id).OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct),
        };
}

/// <summary>Counts time in the hours of a team, in the time zone of its company.</summary>
public static class ServiceClock
{
    /// <summary>A promise is looked for in so many days; a week without hours has none.</summary>
    private const int MostDays = 730;

    /// <summary>The instant, UTC, at which so much of the team's hours has passed; null where the week has no hours.</summary>
    public static DateTime? Add(DateTime from, TimeSpan left, ServiceHours hours)
    {
        foreach (var (start, end) in Parts(from, hours))
        {
            if (end - start >= left)
            {
                return start + left;
            }

            left -= end - start;
        }

        return null;
    }

    /// <summary>How long the team works between two instants; zero where the second comes first.</summary>
    public static TimeSpan Between(DateTime from, DateTime to, ServiceHours hours)
    {
        var sum = TimeSpan.Zero;
        foreach (var (start, end) in Parts(from, hours).TakeWhile(p => p.Start < to))
        {
            sum += (end < to ? end : to) - start;
        }

        return sum;
    }

    private static IEnumerable<(DateTime Start, DateTime End)> Parts(DateTime from, ServiceHours hours)
    {
        var first = hours.Entity.DayOf(from);
        for (var day = first; day < first.AddDays(MostDays); day = day.AddDays(1))
        {
            foreach (var part in hours.Week.Parts.Where(p => p.Day == day.DayOfWeek && !hours.Closed.Contains(day)).OrderBy(p => p.From))
            {
                var (start, end) = (hours.Entity.ToUtc(day, part.From), hours.Entity.ToUtc(day, part.To));
                if (end > from)
                {
                    yield return (start < from ? from : start, end);
                }
            }
        }
    }
}
