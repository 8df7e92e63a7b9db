using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Payments;

/// <summary>One payment: what it paid, what is left, and taking it back.</summary>
public sealed partial class PaymentPage(
    ShowPayment show, ReversePayment reverse, SettleAttention settle, ICurrentUser User, IStringLocalizer<PaymentsPages> T, IStringLocalizer<PaymentsText> Texts,
    Toasts toasts)
{
    private ShowPayment.Shown? payment;
    private Result? result;
    private bool reversing;
    private string? reason;

    [Parameter]
    public long Id { get; set; }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var shown = await show.RunAsync(Id, default);
        result = shown;
        payment = shown.TryGet(out var found) ? found : null;
    }

    private Task<Result> SettleAsync() => settle.RunAsync(new(Id, payment!.Version), default);

    private async Task<Result> ReverseAsync()
    {
        var reversed = await reverse.RunAsync(new(Id, reason ?? "", payment!.Version), default);
        if (reversed.Succeeded)
        {
            reversing = false;
            toasts.Say(T["ReversedToast", payment.Number]);
            await LoadAsync();
            StateHasChanged();
        }

        return reversed;
    }
}
