using Microsoft.Extensions.Localization;
using Portal.Business.Banking;
using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Banking;

/// <summary>Confirms all certain lines in one go, after a person looked them over and left out what they doubt. Each is its own transaction.</summary>
public sealed partial class CertainPage(
    ListCertainMatches list, ConfirmBankLine confirm, IStringLocalizer<BankingPages> T, IStringLocalizer<BankingText> Texts, RefusalTexts Refusals, Toasts toasts) : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private readonly HashSet<long> left = [];
    private readonly List<(string Name, Refusal Refusal)> failures = [];
    private ListCertainMatches.Listed? listed;
    private Result? result;
    private int? working;
    private int total;

    private IReadOnlyList<ListCertainMatches.Row> Chosen => [.. listed?.Rows.Where(r => !left.Contains(r.LineId)) ?? []];

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        if (!gone.IsCancellationRequested)
        {
            var found = await list.RunAsync(new(), gone.Token);
            (result, listed) = (found, found.TryGet(out var rows) ? rows : null);
        }
    }

    private void Tick(long lineId, bool on)
    {
        if (on)
        {
            left.Remove(lineId);
        }
        else
        {
            left.Add(lineId);
        }
    }

    private async Task<Result> ConfirmAsync()
    {
        failures.Clear();
        var rows = Chosen;
        total = rows.Count;
        foreach (var (row, at) in rows.Select((r, i) => (r, i + 1)))
        {
            if (gone.IsCancellationRequested)
            {
                break;
            }

            working = at;
            StateHasChanged();
            var match = row.Match;
            var confirmed = await confirm.RunAsync(new(row.LineId, row.Version, match.PayerId, match.AsShares, RecordedIds: match.RecordedIds), gone.Token);
            if (!confirmed.Succeeded)
            {
                failures.Add((row.Name, confirmed.Refusal!));
            }
        }

        working = null;
        toasts.Say(T[total - failures.Count == 1 ? "ConfirmedSingle" : "ConfirmedMany", total - failures.Count]);
        return Result.Done;
    }
}
