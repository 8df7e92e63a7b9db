using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

/// <summary>What can be done to an invoice in its present status; what can't stays in sight and says why.</summary>
public sealed partial class InvoiceActions(
    DeleteProforma delete, EndDispute endDispute, DraftInvoice draft, ICurrentUser User, Dialogs dialogs, Browser browser, NavigationManager navigation, RefusalTexts refusals,
    IStringLocalizer<InvoicingPages> T)
{
    private Ask asked;
    private ShowInvoice.Shown current = default!;
    private Result? problem;
    private bool toMissing;

    private enum Ask
    {
        Nothing,
        Issue,
        Send,
        Credit,
        Dispute,
        Template,
    }

    [Parameter, EditorRequired]
    public ShowInvoice.Shown View { get; set; } = default!;

    /// <summary>Saves what is typed and gives the invoice to act on.</summary>
    [Parameter, EditorRequired]
    public Func<Task<Result<ShowInvoice.Shown>>> BeforeAction { get; set; } = default!;

    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override void OnParametersSet() => current = View;

    private static string? Disabled(Refusal? refusal) => refusal is null ? null : "true";

    private string? Why(Refusal? refusal) => refusal is null ? null : refusals.Say(refusal);

    private async Task AskAsync(Ask what, Refusal? forbidden = null)
    {
        if (forbidden is not null)
        {
            return;
        }

        var saved = await BeforeAction();
        problem = saved.Succeeded ? null : saved;
        if (!saved.TryGet(out var invoice))
        {
            return;
        }

        current = invoice;
        if (what == Ask.Issue && invoice.Missing.Count > 0)
        {
            // The list with the ways to mend them stands on the page.
            toMissing = true;
            return;
        }

        asked = what;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (toMissing)
        {
            toMissing = false;
            await browser.CallAsync("focus", InvoiceMissing.Id);
        }
    }

    private void Close() => asked = Ask.Nothing;

    private async Task DoneAsync()
    {
        asked = Ask.Nothing;
        await OnChanged.InvokeAsync();
    }

    private Task PrintAsync() => browser.CallAsync("printFrame", InvoicePreview.FrameId);

    private async Task EndDisputeAsync()
    {
        problem = await endDispute.RunAsync(new EndDispute.Input(View.Id, View.Version), default);
        if (problem.Succeeded)
        {
            await DoneAsync();
        }
    }

    private async Task DuplicateAsync()
    {
        var made = await draft.RunAsync(new DraftInvoice.Input(null, null, LikeId: View.Id), default);
        problem = made;
        if (made.TryGet(out var id))
        {
            navigation.NavigateTo($"/invoices/{id}");
        }
    }

    private async Task DeleteAsync()
    {
        if (View.May.Delete is not null
            || !await dialogs.AskAsync(new Question(T["DeleteTitle", View.DisplayNumber], T["DeleteText"], T["DeleteProforma"], Danger: true)))
        {
            return;
        }

        problem = await delete.RunAsync(new DeleteProforma.Input(View.Id, View.Version), default);
        if (problem.Succeeded)
        {
            navigation.NavigateTo(View.Work.JobId is { } job ? $"/jobs/{job}" : "/invoices");
        }
    }
}
