namespace Portal.Web;

internal static class Lifetime
{
    /// <summary>Until the site answers: for what nobody has to wait for at the start.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime life, CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var toStart = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }
}
