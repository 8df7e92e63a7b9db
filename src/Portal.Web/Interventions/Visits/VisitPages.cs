namespace Portal.Web.Interventions.Visits;

/// <summary>Labels of the technician's day, of visits, questionnaires and their settings (VisitPages.resx).</summary>
public sealed class VisitPages;
