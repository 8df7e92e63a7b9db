namespace Portal.Web.Companies;

/// <summary>Labels of these screens (CompaniesPages.resx).</summary>
public sealed class CompaniesPages;
