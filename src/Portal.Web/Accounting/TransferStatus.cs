using Microsoft.Extensions.Localization;
using Portal.Business.Accounting;
using Portal.Business.Invoicing;
using Portal.Web.Kit;

namespace Portal.Web.Accounting;

/// <summary>States of hand-overs as badges.</summary>
public static class TransferStatus
{
    public static Status Of(AccountingState state, IStringLocalizer<AccountingText> texts) => new(texts[$"AccountingState.{state}"], state switch
    {
        AccountingState.HandedOver => Tone.Ok,
        AccountingState.Failed => Tone.Refused,
        AccountingState.Queued => Tone.Waiting,
        _ => Tone.Neutral,
    });
}
