using Portal.Business.Common;

namespace Portal.Business.Clients;

/// <summary>Whether the client may be reminded of what is overdue.</summary>
public sealed partial class Client
{
    public const int LongestStopReason = 500;

    public bool RemindersStopped { get; private set; }

    /// <summary>The last day without reminders; null until a person lifts the stop.</summary>
    public DateOnly? RemindersStoppedUntil { get; private set; }

    public string RemindersStopReason { get; private set; } = "";

    public bool AreRemindersStoppedOn(DateOnly day) => RemindersStopped && !(RemindersStoppedUntil < day);

    public Result StopReminders(string reason, DateOnly? until, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("Common.Required").On("Reason");
        }

        if (reason.Trim().Length > LongestStopReason)
        {
            return Refusal.Invalid("Common.TooLong", "Reason", LongestStopReason).On("Reason");
        }

        if (until < today)
        {
            return Refusal.Invalid("Reminders.UntilPast", until).On("Until");
        }

        (RemindersStopped, RemindersStoppedUntil, RemindersStopReason) = (true, until, reason.Trim());
        return Result.Done;
    }

    public void ResumeReminders() => (RemindersStopped, RemindersStoppedUntil, RemindersStopReason) = (false, null, "");
}
