namespace Portal.Web.Timesheets;

/// <summary>Labels of the timesheet pages (TimesheetsPages.resx).</summary>
public sealed class TimesheetsPages;
