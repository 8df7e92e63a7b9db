namespace Portal.Web.Tests.Kit;

/// <summary>A clock that stands still, so that a test means the same at midnight.</summary>
internal sealed class StoppedClock(DateTime utc) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(utc, TimeSpan.Zero);
}
