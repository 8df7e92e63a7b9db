using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Payments.Online;

namespace Portal.Web.Payments.Practice;

/// <summary>The practice provider's card page, with everything that can happen on one.</summary>
public sealed partial class PracticePayPage(
    PracticeDesk desk, PaymentProviders providers, PracticeWebhooks webhooks, IStringLocalizer<PaymentsPages> T, NavigationManager navigation)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(15);
    private PracticeCheckout? checkout;
    private TakenBackKind? told;

    [Parameter]
    public string Reference { get; set; } = "";

    [SupplyParameterFromForm(FormName = "practice")]
    private PracticeAction? Action { get; set; }

    [SupplyParameterFromForm(FormName = "practice-after")]
    private TakenBackKind? After { get; set; }

    protected override async Task OnParametersSetAsync() =>
        checkout = providers.Active is PracticeProvider ? await desk.FindAsync(Reference, default) : null;

    /// <summary>What happens to a payment days later.</summary>
    private void TakeBack()
    {
        if (After is { } kind && checkout is { Outcome: CheckoutOutcome.Succeeded })
        {
            webhooks.Owe(new PracticeWebhook(checkout, new Uri(navigation.BaseUri), TimeSpan.Zero, 2, kind));
            told = kind;
        }
    }

    private async Task ActAsync()
    {
        if (Action is not { } action || checkout is null)
        {
            return;
        }

        var (outcome, delay) = action switch
        {
            PracticeAction.Refuse => (CheckoutOutcome.Refused, TimeSpan.Zero),
            PracticeAction.Abandon => (CheckoutOutcome.Pending, TimeSpan.Zero),
            PracticeAction.PayWithLateWebhook or PracticeAction.PayWithoutWebhook => (CheckoutOutcome.Succeeded, Late),
            _ => (CheckoutOutcome.Succeeded, TimeSpan.Zero),
        };
        if (outcome == CheckoutOutcome.Pending)
        {
            navigation.NavigateTo(checkout.CancelTo.PathAndQuery);
            return;
        }

        if (await desk.SettleAsync(Reference, outcome, delay, default) is { } settled && action != PracticeAction.PayWithoutWebhook)
        {
            webhooks.Owe(new PracticeWebhook(settled, new Uri(navigation.BaseUri), delay, action == PracticeAction.PayWithWebhookTwice ? 2 : 1));
        }

        navigation.NavigateTo(checkout.ReturnTo.PathAndQuery);
    }
}
