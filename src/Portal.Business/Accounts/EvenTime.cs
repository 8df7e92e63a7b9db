namespace Portal.Business.Accounts;

/// <summary>Answers after a time that does not tell what was found and done: whether there is an account, whether a row was written.</summary>
internal static class EvenTime
{
    /// <summary>Longer than the work takes.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(600);

    /// <summary>Begins to count; wait for it before the answer.</summary>
    public static Task StartAsync(TimeProvider clock, CancellationToken ct) => Task.Delay(Duration, clock, ct);
}
