using Portal.Business.Common;

namespace Portal.Web.Kit.Lists;

/// <summary>A list's page on its way: only the last one asked for is shown, however late an earlier one comes back.</summary>
internal sealed class ListLoading<TRow> : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource? current;

    /// <summary>Cancelled when the person has left.</summary>
    public CancellationToken Gone => gone.Token;

    public ListPage<TRow>? Page { get; private set; }

    public Refusal? Refused { get; private set; }

    public bool IsUnderWay { get; private set; }

    /// <summary>False when a later choice took over, or the person left.</summary>
    public async Task<bool> LoadAsync(ListDefinition<TRow> list, ListQuery query)
    {
        if (current is not null)
        {
            await current.CancelAsync();
            current.Dispose();
        }

        var mine = current = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        IsUnderWay = true;
        try
        {
            var result = await list.LoadAsync(query, mine.Token);
            if (mine.IsCancellationRequested)
            {
                return false;
            }

            (Refused, Page, IsUnderWay) = (result.Refusal, result.Succeeded ? result.Value : null, false);
            return true;
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        current?.Dispose();
    }
}
