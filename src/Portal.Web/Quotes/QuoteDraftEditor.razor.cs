using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Quotes;

/// <summary>
/// Edits a draft. What is typed is saved when a field is left, as a whole; what can't be saved stays on the screen with its reasons;
/// what somebody else changed meanwhile is shown beside one's own.
/// </summary>
public sealed partial class QuoteDraftEditor(SaveQuoteDraft save, ShowQuote show, IStringLocalizer<QuotesPages> T) : IDisposable
{
    private const int LongestUndo = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private readonly FormState form = new(null);
    private readonly List<string> undo = [];
    private readonly SemaphoreSlim oneSave = new(1, 1);
    private CancellationTokenSource pending = new();
    private QuoteDraftFields fields = new();
    private QuoteView? theirs;
    private string saved = "";
    private int version;
    private bool dirty;
    private bool saving;

    [Parameter, EditorRequired]
    public QuoteView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public ShowQuoteChoices.Choices Choices { get; set; } = default!;

    /// <summary>The quote is no draft any more: the page shows it anew.</summary>
    [Parameter]
    public EventCallback OnReload { get; set; }

    private TaxedTotals Totals => fields.Preview(Choices.Taxes, View.QuotedOn);

    private IReadOnlyList<(long?, string)> Positions => [.. Choices.Positions.Select(p => ((long?)p.Id, p.Name.In(Formats.Current.Culture.Name)))];

    public void Dispose()
    {
        pending.Cancel();
        pending.Dispose();
        oneSave.Dispose();
    }

    /// <summary>Saves what is typed; refused with the reasons, which stand on the screen then.</summary>
    public async Task<Result<int>> SaveNowAsync()
    {
        await pending.CancelAsync();
        if (form.Readable() is { Succeeded: false } unreadable)
        {
            form.Result = unreadable;
            return Result<int>.Refused(unreadable.Refusals);
        }

        if (!dirty && form.Result is null or { Succeeded: true })
        {
            return version;
        }

        await SaveAsync();
        await InvokeAsync(StateHasChanged);
        return form.Result is { Succeeded: false } refused ? Result<int>.Refused(refused.Refusals) : version;
    }

    protected override void OnParametersSet()
    {
        if (saved.Length == 0)
        {
            Take(View);
        }
    }

    private static IReadOnlyList<(long?, string)> Named(IReadOnlyList<ShowQuoteChoices.Choice> choices) =>
        [.. choices.Select(c => ((long?)c.Id, c.Name.In(Formats.Current.Culture.Name)))];

    private void Take(QuoteView view)
    {
        saved = JsonSerializer.Serialize(view.Fields);
        fields = Read(saved);
        (version, dirty, theirs, form.Result) = (view.Version, false, null, null);
    }

    private static QuoteDraftFields Read(string json) => JsonSerializer.Deserialize<QuoteDraftFields>(json)!;

    private async Task Changed()
    {
        dirty = true;
        StateHasChanged();
        await pending.CancelAsync();
        pending.Dispose();
        pending = new CancellationTokenSource();
        try
        {
            await Task.Delay(Pause, pending.Token);
            await SaveAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // A later change saves this one too.
        }
    }

    private async Task SaveAsync()
    {
        await oneSave.WaitAsync();
        try
        {
            saving = true;
            var sent = JsonSerializer.Serialize(fields);
            if (sent == saved && form.Result is null or { Succeeded: true })
            {
                dirty = false;
                return;
            }

            var result = await save.RunAsync(new SaveQuoteDraft.Input(View.Id, version, Read(sent)), default);
            form.Result = result;
            if (result.TryGet(out var done))
            {
                undo.Add(saved);
                if (undo.Count > LongestUndo)
                {
                    undo.RemoveAt(0);
                }

                (version, dirty) = (done.Version, JsonSerializer.Serialize(fields) != sent);
                Name(done);
                saved = JsonSerializer.Serialize(fields);
            }
            else if (result.Refusal == Refusal.Stale)
            {
                await MeetAsync();
            }
        }
        finally
        {
            saving = false;
            oneSave.Release();
        }
    }

    /// <summary>Gives the rows on the screen the ids of the saved ones, and what the server says of them.</summary>
    private void Name(SaveQuoteDraft.Saved done)
    {
        var lines = fields.Lines.Where(l => !l.IsBlank).ToList();
        for (var i = 0; i < Math.Min(lines.Count, done.Lines.Count); i++)
        {
            (lines[i].Id, lines[i].BillsDelivered) = (done.Lines[i], done.Delivered[i]);
        }

        for (var i = 0; i < Math.Min(fields.Schedules.Count, done.Schedules.Count); i++)
        {
            fields.Schedules[i].Id = done.Schedules[i];
        }
    }

    private async Task MeetAsync()
    {
        if ((await show.RunAsync(new ShowQuote.Input(View.Id), default)).TryGet(out var current))
        {
            theirs = current;
        }
    }

    private async Task TakeTheirsAsync()
    {
        var current = theirs!;
        Take(current);
        undo.Clear();
        if (!current.IsDraft)
        {
            await OnReload.InvokeAsync();
        }
    }

    private async Task KeepMineAsync()
    {
        (version, theirs, dirty, form.Result) = (theirs!.Version, null, true, null);
        saved = "-";
        await SaveAsync();
    }

    private async Task UndoAsync()
    {
        if (undo.Count == 0)
        {
            return;
        }

        var steps = undo[..^1];
        fields = Read(undo[^1]);
        dirty = true;
        await SaveAsync();
        undo.Clear();
        undo.AddRange(steps);
    }

    private Task ChangePosition(long? id)
    {
        fields.FiscalPositionId = id;
        if (Choices.Positions.FirstOrDefault(p => p.Id == id) is { } position)
        {
            foreach (var line in fields.Lines)
            {
                (line.TaxCodeId, line.GlAccountId) = (position.TaxCodeFor(line.TaxCodeId), position.AccountFor(line.GlAccountId));
            }
        }

        return Changed();
    }

    private async Task<Result> SaveBeforeLeavingAsync() =>
        dirty && await SaveNowAsync() is { Succeeded: false } refused ? Result.Refused(refused.Refusals) : Result.Done;
}
