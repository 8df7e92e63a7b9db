using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Quotes;
using Portal.Web.Kit;

namespace Portal.Web.Quotes;

/// <summary>The invoices of a quote, and those that its schedule still lacks to be made.</summary>
public sealed partial class QuoteInvoicesCard(
    ProposeQuoteInvoices propose, InvoiceQuote invoice, ICurrentUser user, RefusalTexts refusals, Toasts toasts, IStringLocalizer<QuotesPages> T)
{
    private QuoteView? proposedFor;
    private Result<ProposeQuoteInvoices.Proposal>? proposed;
    private bool open;

    [Parameter, EditorRequired]
    public QuoteView View { get; set; } = default!;

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool CanMake => View.Status == QuoteStatus.Approved && user.Has(Permissions.InvoicesEdit) && View.Invoices.Count < StageCount;

    private int StageCount => View.Schedules.Single(s => s.Id == View.ChosenScheduleId).Stages.Count;

    private ProposeQuoteInvoices.Proposal? Proposal => proposed is { } result && result.TryGet(out var found) ? found : null;

    private string? WhyNot => proposed is { Succeeded: false } refused ? string.Join(" ", refused.Refusals.Select(refusals.Say)) : null;

    protected override async Task OnParametersSetAsync()
    {
        if (!ReferenceEquals(proposedFor, View))
        {
            proposedFor = View;
            await ProposeAsync();
        }
    }

    private async Task ProposeAsync() => proposed = CanMake ? await propose.RunAsync(new ProposeQuoteInvoices.Input(View.Id), default) : null;

    /// <summary>The preview is of now, not of when the page was opened.</summary>
    private async Task<Result> OpenAsync()
    {
        await ProposeAsync();
        open = Proposal is not null;
        return Result.Done;
    }

    private void Close() => open = false;

    private async Task<Result> MakeAsync()
    {
        var made = await invoice.RunAsync(new InvoiceQuote.Input(View.Id), default);
        if (made.Succeeded)
        {
            open = false;
            toasts.Say(T["MakeInvoicesDone", View.Number]);
            await OnChanged.InvokeAsync();
        }

        return made;
    }
}
