namespace Portal.Business.Reminders;

/// <summary>Texts of this capability (RemindersText.resx).</summary>
public sealed class RemindersText;
