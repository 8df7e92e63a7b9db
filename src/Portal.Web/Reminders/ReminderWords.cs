using Microsoft.Extensions.Localization;
using Portal.Business.Reminders;
using Portal.Web.Kit;

namespace Portal.Web.Reminders;

public static class ReminderWords
{
    public static Status Of(ReminderState state, IStringLocalizer<RemindersText> texts) => new(texts[$"ReminderState.{state}"], state switch
    {
        ReminderState.Sent => Tone.Ok,
        ReminderState.NotDelivered => Tone.Refused,
        _ => Tone.Waiting,
    });
}
