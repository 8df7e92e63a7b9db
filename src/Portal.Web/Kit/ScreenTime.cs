namespace Portal.Web.Kit;

/// <summary>The time zone of the person's browser: stored instants are UTC, screens show them in it.</summary>
public sealed class ScreenTime
{
    /// <summary>The zone became known after the first page was drawn.</summary>
    public event Action? Changed;

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <param name="id">An IANA name, as the browser tells it; anything else leaves UTC.</param>
    public void Use(string? id)
    {
        if (id is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(Uri.UnescapeDataString(id), out var zone))
        {
            Zone = zone;
            Changed?.Invoke();
        }
    }

    /// <summary>The day that the person's calendar shows.</summary>
    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(Local(clock.GetUtcNow().UtcDateTime));

    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);
}
