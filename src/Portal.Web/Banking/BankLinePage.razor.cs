using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Banking;
using Portal.Business.Banking.Matching;
using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Banking;

/// <summary>One movement: a person confirms what it is, ignores it, or undoes either.</summary>
public sealed partial class BankLinePage(
    ShowBankLine show, ConfirmBankLine confirm, IgnoreBankLine ignore, ICurrentUser User, IStringLocalizer<BankingPages> T,
    IStringLocalizer<BankingText> Texts, Toasts toasts)
{
    private ShowBankLine.Shown? line;
    private Result? result;
    private Proposal? edited;
    private string? reason;

    [Parameter]
    public long Id { get; set; }

    protected override Task OnParametersSetAsync()
    {
        reason = null;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var shown = await show.RunAsync(Id, default);
        result = shown;
        line = shown.TryGet(out var found) ? found : null;
        edited = null;
    }

    private async Task<Result> ConfirmAsync(Proposal proposal)
    {
        var confirmed = await confirm.RunAsync(new(Id, line!.Version, proposal.PayerId, proposal.AsShares, RecordedIds: proposal.RecordedIds), default);
        if (confirmed.TryGet(out var done))
        {
            toasts.Say(T["ConfirmedToast", done.Number]);
        }

        return confirmed;
    }

    private Task<Result> IgnoreAsync() => ignore.RunAsync(new(Id, line!.Version, reason ?? ""), default);
}
