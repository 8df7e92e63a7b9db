using Microsoft.Extensions.Localization;
using Portal.Business.Payments;
using Portal.Web.Kit;

namespace Portal.Web.Payments;

/// <summary>States of payments as badges.</summary>
public static class PaymentStatus
{
    public static Status Of(PaymentState state, string? attention, decimal unallocated, IStringLocalizer<PaymentsText> texts, IStringLocalizer<PaymentsPages> pages) =>
        (state, attention, unallocated) switch
        {
            (PaymentState.Reversed, _, _) => new(texts["PaymentState.Reversed"], Tone.Neutral, Icons.Undo),
            (_, not null, _) => new(pages["NeedsAttention"], Tone.Warning),
            (_, _, > 0) => new(pages["WithCredit"], Tone.Waiting),
            _ => new(texts["PaymentState.Recorded"], Tone.Ok),
        };

    public static Status Of(OnlinePaymentState state, IStringLocalizer<PaymentsText> texts) => new(texts[$"OnlinePaymentState.{state}"], state switch
    {
        OnlinePaymentState.Succeeded => Tone.Ok,
        OnlinePaymentState.Refused => Tone.Refused,
        OnlinePaymentState.Unknown => Tone.Warning,
        OnlinePaymentState.Started or OnlinePaymentState.Processing => Tone.Waiting,
        _ => Tone.Neutral,
    });
}
