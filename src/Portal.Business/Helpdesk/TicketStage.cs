using Portal.Business.Common;

namespace Portal.Business.Helpdesk;

/// <summary>A column of a team's board. Its kind is the status of the tickets that stand in it, with all that follows from it.</summary>
public sealed class TicketStage : Entity, IVersioned, IAudited
{
    public const int Most = 20;

    /// <summary>In the order in which a team begins with them.</summary>
    private static readonly TicketStatus[] AtFirst = [TicketStatus.New, TicketStatus.Open, TicketStatus.WaitingForClient, TicketStatus.Solved, TicketStatus.Closed];

    public required long TeamId { get; init; }

    public int Position { get; set; }

    public LocalText Name { get; set; } = LocalText.Empty;

    public TicketStatus Status { get; set; } = TicketStatus.Open;

    public int Version { get; private set; }

    /// <summary>What a new team begins with: one stage for each status, called as it is.</summary>
    public static IEnumerable<TicketStage> UsualOf(long teamId) => AtFirst.Select((status, at) => new TicketStage
    {
        TeamId = teamId,
        Position = at + 1,
        Status = status,
        Name = new LocalText(TextsIn.Get<HelpdeskText>("fr", $"Status.{status}"), TextsIn.Get<HelpdeskText>("en", $"Status.{status}")),
    });

    /// <summary>Where a ticket that becomes so stands: the first of that kind, else of the kind next to it. Null where a team has no stages.</summary>
    /// <param name="stages">Of one team, in their order.</param>
    /// <param name="status">What the ticket becomes.</param>
    public static TicketStage? For(IReadOnlyList<TicketStage> stages, TicketStatus status)
    {
        var next = status switch
        {
            TicketStatus.Solved => TicketStatus.Closed,
            TicketStatus.Closed => TicketStatus.Solved,
            _ => TicketStatus.Open,
        };
        return stages.FirstOrDefault(s => s.Status == status) ?? stages.FirstOrDefault(s => s.Status == next);
    }

    /// <summary>A ticket that is answered, and one that is over, must have somewhere to stand.</summary>
    /// <param name="kinds">Of all stages of a team.</param>
    public static bool AreEnough(IReadOnlyCollection<TicketStatus> kinds) =>
        kinds.Contains(TicketStatus.Open) && (kinds.Contains(TicketStatus.Solved) || kinds.Contains(TicketStatus.Closed));
}
