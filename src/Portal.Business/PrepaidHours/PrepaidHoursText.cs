namespace Portal.Business.PrepaidHours;

/// <summary>Texts of this capability (PrepaidHoursText.resx).</summary>
public sealed class PrepaidHoursText;
