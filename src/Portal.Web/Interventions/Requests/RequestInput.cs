using Portal.Business.Interventions;

namespace Portal.Web.Interventions.Requests;

/// <summary>What a person enters of a request, while it is entered.</summary>
public sealed class RequestInput
{
    public string? Title { get; set; } = "";

    public string? Description { get; set; } = "";

    public long? SiteId { get; set; }

    public long? ContactId { get; set; }

    public long? TaskTypeId { get; set; }

    public RequestPriority Priority { get; set; } = RequestPriority.Normal;

    public DateOnly? WantedFrom { get; set; }

    public DateOnly? WantedTo { get; set; }

    public decimal? Minutes { get; set; } = 60;

    public decimal? VisitsWanted { get; set; } = 1;

    public long? FiscalPositionId { get; set; }

    /// <summary>With commas between.</summary>
    public string? Labels { get; set; } = "";

    public HashSet<long> Equipment { get; } = [];

    public static RequestInput Of(RequestView view)
    {
        var head = view.Head;
        var input = new RequestInput
        {
            Title = head.Title,
            Description = head.Description,
            SiteId = head.SiteId,
            ContactId = head.ContactId,
            TaskTypeId = head.TaskTypeId,
            Priority = head.Priority,
            WantedFrom = head.WantedFrom,
            WantedTo = head.WantedTo,
            Minutes = head.Minutes,
            VisitsWanted = head.VisitsWanted,
            FiscalPositionId = head.FiscalPositionId,
            Labels = string.Join(", ", head.Labels),
        };
        input.Equipment.UnionWith(view.Equipment.Select(e => e.Id));
        return input;
    }

    public ServiceRequest.Head ToHead() => new(
        Title ?? "", Description ?? "", SiteId, ContactId, TaskTypeId, Priority, WantedFrom, WantedTo, (int)Math.Clamp(Minutes ?? 0, 0, 1_000_000),
        (int)Math.Clamp(VisitsWanted ?? 0, 0, 1_000_000), FiscalPositionId, (Labels ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
