using Portal.Business.Common;

namespace Portal.Web.Kit;

/// <summary>
/// Keeps what is typed on the server, a moment after each change and when the screen goes away. What could not be kept is tried again, as
/// it is by then: not where it is refused as such, because it will be the next time too.
/// </summary>
/// <param name="keep">Carries out the use case that keeps it; null throws it away.</param>
/// <param name="pause">How long typing has to rest; 0.8 seconds where none is given.</param>
public sealed class UnsavedWork<T>(Func<T?, Task<Result>> keep, TimeSpan? pause = null) : IAsyncDisposable
    where T : class
{
    private const int MostAttemptsAtTheEnd = 3;

    private readonly TimeSpan rest = pause ?? TimeSpan.FromMilliseconds(800);
    private readonly SemaphoreSlim one = new(1);
    private CancellationTokenSource waits = new();
    private Func<T>? waiting;

    /// <summary>To be called after each change; <paramref name="present"/> is asked when typing pauses.</summary>
    /// <returns>When it is kept, or something was typed after it.</returns>
    public async Task ChangedAsync(Func<T> present)
    {
        waiting = present;
        await waits.CancelAsync();
        waits.Dispose();
        waits = new CancellationTokenSource();
        var own = waits.Token;
        do
        {
            await Task.Delay(rest, own).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
        while (!own.IsCancellationRequested && !await FlushedAsync());
    }

    /// <summary>It is saved by other means now: what was about to be kept is not kept any more.</summary>
    public async Task SettleAsync()
    {
        waiting = null;
        await one.WaitAsync();
        waiting = null;
        one.Release();
    }

    public async Task<Result> ForgetAsync()
    {
        await SettleAsync();
        return await keep(null);
    }

    public async ValueTask DisposeAsync()
    {
        await waits.CancelAsync();
        for (var attempt = 1; !await FlushedAsync() && attempt < MostAttemptsAtTheEnd; attempt++)
        {
            await Task.Delay(rest);
        }

        waits.Dispose();
        one.Dispose();
    }

    /// <summary>False: it waits still.</summary>
    private async Task<bool> FlushedAsync()
    {
        await one.WaitAsync();
        try
        {
            if (waiting is { } present)
            {
                waiting = null;
                if (!await KeptAsync(present()))
                {
                    waiting ??= present;
                }
            }

            return waiting is null;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<bool> KeptAsync(T typed)
    {
        try
        {
            return (await keep(typed)).Refusal is not { Kind: RefusalKind.Conflict };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return false;
        }
    }
}
