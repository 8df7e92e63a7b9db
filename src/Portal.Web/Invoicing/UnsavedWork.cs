using System.Text.Json;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Web.Invoicing;

/// <summary>
/// Keeps what is typed on one proforma on the server, a moment after each change and when the screen goes away, and finds it again.
/// </summary>
public sealed class UnsavedWork(KeepUnsavedProforma keep, ShowUnsavedProforma show, long invoiceId) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(800);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { IgnoreReadOnlyProperties = true };

    private readonly SemaphoreSlim one = new(1);
    private CancellationTokenSource pause = new();
    private Func<Typed>? waiting;

    /// <param name="Version">Of the proforma that was changed.</param>
    /// <param name="Start">As it was then.</param>
    public sealed record Typed(int Version, InvoiceFields Start, InvoiceFields Mine);

    public sealed record Found(Typed Typed, DateTime ChangedAt);

    /// <summary>Null when nothing was left unsaved, or by a version of the program whose screens were others.</summary>
    public async Task<Found?> FindAsync()
    {
        if (!(await show.RunAsync(new ShowUnsavedProforma.Input(invoiceId), default)).TryGet(out var unsaved) || unsaved is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Typed>(unsaved.Content, Json) is { Mine: not null, Start: not null } typed ? new Found(typed, unsaved.ChangedAt) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>To be called after each change; <paramref name="present"/> is asked when typing pauses.</summary>
    public async Task ChangedAsync(Func<Typed> present)
    {
        waiting = present;
        await pause.CancelAsync();
        pause.Dispose();
        pause = new CancellationTokenSource();
        var own = pause.Token;
        await Task.Delay(Pause, own).ContinueWith(static _ => { }, TaskScheduler.Default);
        if (!own.IsCancellationRequested)
        {
            await FlushAsync();
        }
    }

    /// <summary>It is saved by other means now: what was about to be kept is not kept any more.</summary>
    public async Task SettleAsync()
    {
        waiting = null;
        await one.WaitAsync();
        one.Release();
    }

    public async Task<Result> ForgetAsync()
    {
        await SettleAsync();
        return await keep.RunAsync(new KeepUnsavedProforma.Input(invoiceId, 0, null), default);
    }

    public async ValueTask DisposeAsync()
    {
        await pause.CancelAsync();
        await FlushAsync();
        pause.Dispose();
        one.Dispose();
    }

    private async Task FlushAsync()
    {
        await one.WaitAsync();
        try
        {
            if (waiting is { } present)
            {
                waiting = null;
                var typed = present();
                await keep.RunAsync(new KeepUnsavedProforma.Input(invoiceId, typed.Version, JsonSerializer.Serialize(typed, Json)), default);
            }
        }
        finally
        {
            one.Release();
        }
    }
}
