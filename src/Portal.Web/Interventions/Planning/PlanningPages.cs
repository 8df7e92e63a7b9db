namespace Portal.Web.Interventions.Planning;

/// <summary>Labels of the calendar and of the settings of planning (PlanningPages.resx).</summary>
public sealed class PlanningPages;
