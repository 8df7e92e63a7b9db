using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Quotes;

/// <summary>What can be done to a quote in its present state.</summary>
public sealed partial class QuoteActions(
    ReviseQuote revise, DuplicateQuote duplicate, DeleteQuoteDraft delete, Dialogs dialogs, NavigationManager navigation, ICurrentUser User, IStringLocalizer<QuotesPages> T)
{
    private Ask asked;
    private int version;
    private Result? problem;
    private Guid copyKey = Guid.NewGuid();

    private enum Ask
    {
        Nothing,
        Send,
        Approve,
        Refuse,
        Extend,
    }

    [Parameter, EditorRequired]
    public QuoteView View { get; set; } = default!;

    /// <summary>Saves what is typed and gives the version to act on.</summary>
    [Parameter, EditorRequired]
    public Func<Task<Result<int>>> BeforeAction { get; set; } = default!;

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool CanRevise => View.Status is QuoteStatus.Sent or QuoteStatus.Viewed or QuoteStatus.Refused or QuoteStatus.Expired;

    private Task OpenSendAsync() => AskAsync(Ask.Send);

    private async Task AskAsync(Ask what)
    {
        var saved = await BeforeAction();
        problem = saved.Succeeded ? null : saved;
        if (saved.TryGet(out var current))
        {
            (version, asked) = (current, what);
        }
    }

    private Task CloseAsync()
    {
        asked = Ask.Nothing;
        return Task.CompletedTask;
    }

    private async Task DoneAsync()
    {
        asked = Ask.Nothing;
        await OnChanged.InvokeAsync();
    }

    private async Task<Result> ReviseAsync() => Go(await revise.RunAsync(new ReviseQuote.Input(View.Id, View.Version), default));

    private async Task DuplicateAsync()
    {
        var key = copyKey;
        var saved = await BeforeAction();
        problem = saved.Succeeded ? Go(await duplicate.RunAsync(new DuplicateQuote.Input(key, View.Id), default)) : saved;
        copyKey = problem.Succeeded ? Guid.NewGuid() : key;
    }

    private async Task DeleteAsync()
    {
        if (!await dialogs.AskAsync(new Question(T["DeleteTitle"], T["DeleteText", View.Number], T["DeleteDraft"], Danger: true)))
        {
            return;
        }

        var saved = await BeforeAction();
        problem = await delete.RunAsync(new DeleteQuoteDraft.Input(View.Id, saved.TryGet(out var current) ? current : View.Version), default);
        if (problem.Succeeded)
        {
            navigation.NavigateTo($"/jobs/{View.JobId}");
        }
    }

    private Result Go(Result<long> made)
    {
        if (made.TryGet(out var id))
        {
            navigation.NavigateTo($"/quotes/{id}");
        }

        return made;
    }
}
