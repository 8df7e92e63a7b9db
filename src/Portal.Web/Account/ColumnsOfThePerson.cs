using Portal.Business.Accounts.UseCases;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Account;

/// <summary>Kept with the account, so that a list looks the same in every browser; read once per screen.</summary>
internal sealed class ColumnsOfThePerson(ShowPreferences show, KeepPreference keep) : IColumnMemory
{
    private const string Prefix = "columns.";

    private Dictionary<string, string>? known;

    public async ValueTask<IReadOnlyList<string>> OfAsync(string list, CancellationToken ct)
    {
        known ??= (await show.RunAsync(ct)).TryGet(out var all) ? new Dictionary<string, string>(all) : [];
        return known.GetValueOrDefault(Prefix + list)?.Split(',') ?? [];
    }

    public async Task RememberAsync(string list, IReadOnlyList<string> columns, CancellationToken ct)
    {
        var value = columns.Count > 0 ? string.Join(',', columns) : null;
        known ??= [];
        if (value is null)
        {
            known.Remove(Prefix + list);
        }
        else
        {
            known[Prefix + list] = value;
        }

        // Not kept is no reason to hold anybody up: the list shows what was chosen all the same.
        await keep.RunAsync(new KeepPreferenceInput(Prefix + list, value), ct);
    }
}
