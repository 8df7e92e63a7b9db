namespace Portal.Web.Reminders;

/// <summary>Labels of these screens (RemindersPages.resx).</summary>
public sealed class RemindersPages;
