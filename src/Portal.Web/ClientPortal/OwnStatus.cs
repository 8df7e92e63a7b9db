using Microsoft.Extensions.Localization;
using Portal.Business.ClientPortal;
using Portal.Business.Quotes;
using Portal.Web.Kit;

namespace Portal.Web.ClientPortal;

/// <summary>States as badges, in the words of a client.</summary>
public static class OwnStatus
{
    public static Status Of(OwnInvoiceState state, IStringLocalizer<ClientPortalText> texts) => new(texts[$"OwnInvoiceState.{state}"], state switch
    {
        OwnInvoiceState.Paid or OwnInvoiceState.Credited or OwnInvoiceState.HeldBack => Tone.Ok,
        OwnInvoiceState.Overdue => Tone.Warning,
        OwnInvoiceState.ToPay or OwnInvoiceState.PartlyPaid or OwnInvoiceState.BeingPaid => Tone.Waiting,
        _ => Tone.Neutral,
    });

    public static Status Of(QuoteStatus status, IStringLocalizer<ClientPortalPages> t) => status switch
    {
        QuoteStatus.Approved => new(t["Quote.Approved"], Tone.Ok),
        QuoteStatus.Refused => new(t["Quote.Refused"], Tone.Neutral),
        QuoteStatus.Expired => new(t["Quote.Expired"], Tone.Neutral),
        QuoteStatus.Sent or QuoteStatus.Viewed => new(t["Quote.Open"], Tone.Waiting),
        _ => new(t["Quote.Replaced"], Tone.Neutral),
    };
}
