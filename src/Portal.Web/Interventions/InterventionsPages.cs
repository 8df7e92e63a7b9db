namespace Portal.Web.Interventions;

/// <summary>Labels of the request pages and of the navigation to planning and visits (InterventionsPages.resx).</summary>
public sealed class InterventionsPages;
