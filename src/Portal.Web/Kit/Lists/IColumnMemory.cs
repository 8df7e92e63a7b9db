namespace Portal.Web.Kit.Lists;

/// <summary>The columns that a person chose to see of a list; the address of the page says otherwise for once.</summary>
public interface IColumnMemory
{
    /// <summary>Keys in the order of the list; empty means the usual ones.</summary>
    ValueTask<IReadOnlyList<string>> OfAsync(string list, CancellationToken ct);

    /// <param name="columns">Empty goes back to the usual ones.</param>
    Task RememberAsync(string list, IReadOnlyList<string> columns, CancellationToken ct);
}

/// <summary>Where nobody has signed in: remembers as long as the page is open.</summary>
internal sealed class ColumnsOfThisScreen : IColumnMemory
{
    private readonly Dictionary<string, IReadOnlyList<string>> chosen = [];

    public ValueTask<IReadOnlyList<string>> OfAsync(string list, CancellationToken ct) => ValueTask.FromResult(chosen.GetValueOrDefault(list) ?? []);

    public Task RememberAsync(string list, IReadOnlyList<string> columns, CancellationToken ct)
    {
        chosen[list] = columns;
        return Task.CompletedTask;
    }
}
