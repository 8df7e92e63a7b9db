namespace Portal.Web.Administration.Scheduler;

/// <summary>Texts of the page about scheduled work (SchedulerPages.resx).</summary>
public sealed class SchedulerPages;
