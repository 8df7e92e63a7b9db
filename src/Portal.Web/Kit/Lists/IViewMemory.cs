using Portal.Business.Common;

namespace Portal.Web.Kit.Lists;

/// <summary>A view that somebody saved of a list.</summary>
/// <param name="Query">As <see cref="ListQuery.ForView"/> writes it.</param>
/// <param name="Owner">Who shared it; empty for one's own.</param>
/// <param name="IsFirst">The list opens on it.</param>
public sealed record SavedListView(long Id, string Name, string Query, bool IsShared, string Owner, bool IsFirst, bool MayChange, int Version);

public sealed record SavedListViews(IReadOnlyList<SavedListView> Views, bool MayShare)
{
    public SavedListView? First => Views.FirstOrDefault(v => v.IsFirst);
}

/// <summary>Where people keep what they want to see of a list under a name.</summary>
public interface IViewMemory
{
    /// <summary>Null where views can't be saved.</summary>
    Task<SavedListViews?> OfAsync(string list, CancellationToken ct);

    Task<Result<long>> SaveAsync(string list, string name, string query, bool isShared, CancellationToken ct);

    /// <param name="query">Null leaves what the view shows.</param>
    Task<Result> ChangeAsync(SavedListView view, string name, string? query, bool isShared, CancellationToken ct);

    Task<Result> DeleteAsync(SavedListView view, CancellationToken ct);

    /// <param name="view">Null: the list opens as usual again.</param>
    Task<Result> OpenOnAsync(string list, SavedListView? view, CancellationToken ct);
}

/// <summary>Where nobody has signed in: nothing can be saved.</summary>
internal sealed class NoViews : IViewMemory
{
    public Task<SavedListViews?> OfAsync(string list, CancellationToken ct) => Task.FromResult<SavedListViews?>(null);

    public Task<Result<long>> SaveAsync(string list, string name, string query, bool isShared, CancellationToken ct) => Task.FromResult<Result<long>>(Refusal.Forbidden);

    public Task<Result> ChangeAsync(SavedListView view, string name, string? query, bool isShared, CancellationToken ct) => Task.FromResult<Result>(Refusal.Forbidden);

    public Task<Result> DeleteAsync(SavedListView view, CancellationToken ct) => Task.FromResult<Result>(Refusal.Forbidden);

    public Task<Result> OpenOnAsync(string list, SavedListView? view, CancellationToken ct) => Task.FromResult<Result>(Refusal.Forbidden);
}
