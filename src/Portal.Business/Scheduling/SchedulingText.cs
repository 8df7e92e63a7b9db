namespace Portal.Business.Scheduling;

/// <summary>Texts of scheduled work (SchedulingText.resx).</summary>
public sealed class SchedulingText;
