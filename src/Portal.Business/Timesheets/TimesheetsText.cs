namespace Portal.Business.Timesheets;

/// <summary>Texts of this capability (TimesheetsText.resx).</summary>
public sealed class TimesheetsText;
