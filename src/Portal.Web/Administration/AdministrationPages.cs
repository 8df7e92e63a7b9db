namespace Portal.Web.Administration;

/// <summary>Texts of these pages (AdministrationPages.resx).</summary>
public sealed class AdministrationPages;
