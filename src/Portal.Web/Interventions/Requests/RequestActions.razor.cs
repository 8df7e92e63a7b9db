using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Interventions.Requests;

/// <summary>What can be done to a request in its present state.</summary>
public sealed partial class RequestActions(
    QuoteRequest quote, InvoiceRequest invoice, MoveRequest move, DuplicateRequest duplicate, DeleteRequest delete, Dialogs dialogs, NavigationManager navigation,
    RefusalTexts refusals, ICurrentUser User, IStringLocalizer<InterventionsPages> T)
{
    private Ask asked;
    private Result? problem;

    private enum Ask
    {
        Nothing,
        Assign,
        Mail,
        Finish,
    }

    [Parameter, EditorRequired]
    public RequestView View { get; set; } = default!;

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private static string? Disabled(Refusal? refusal) => refusal is null ? null : "true";

    private void Close() => asked = Ask.Nothing;

    private async Task DoneAsync()
    {
        asked = Ask.Nothing;
        await OnChanged.InvokeAsync();
    }

    private async Task RunAsync(Refusal? forbidden, Func<Task<Result?>> action)
    {
        if (forbidden is null)
        {
            problem = null;
            problem = await action();
        }
    }

    private async Task<Result> MoveAsync(MoveRequest.Step step) => await move.RunAsync(new MoveRequest.Input(View.Id, View.Version, step), default);

    private async Task<Result?> ChangeAsync(MoveRequest.Step step)
    {
        var moved = await MoveAsync(step);
        await OnChanged.InvokeAsync();
        return moved;
    }

    private async Task<Result?> CancelAsync() =>
        await dialogs.AskAsync(new Kit.Question(T["CancelRequestTitle"], T["CancelRequestText", View.Number], T["CancelRequest"], Danger: true))
            ? await ChangeAsync(MoveRequest.Step.Cancel)
            : null;

    private async Task<Result> InvoiceAsync() => Go(await invoice.RunAsync(new InvoiceRequest.Input(View.Id), default), "/invoices");

    private async Task<Result?> QuoteAsync() => Go(await quote.RunAsync(new QuoteRequest.Input(View.Id), default), "/quotes");

    private async Task<Result?> DuplicateAsync() => Go(await duplicate.RunAsync(new DuplicateRequest.Input(View.Id), default), "/requests");

    private async Task<Result?> DeleteAsync()
    {
        if (!await dialogs.AskAsync(new Kit.Question(T["DeleteTitle", View.Number], T["DeleteText", View.JobNumber], T["Delete"], Danger: true)))
        {
            return null;
        }

        var deleted = await delete.RunAsync(new DeleteRequest.Input(View.Id, View.Version), default);
        if (deleted.Succeeded)
        {
            navigation.NavigateTo("/requests");
        }

        return deleted;
    }

    private Result Go(Result<long> made, string to)
    {
        if (made.TryGet(out var id))
        {
            navigation.NavigateTo($"{to}/{id}");
        }

        return made;
    }
}
