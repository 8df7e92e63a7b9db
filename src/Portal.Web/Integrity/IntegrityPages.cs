namespace Portal.Web.Integrity;

/// <summary>Texts of the page about the chain of issued documents (IntegrityPages.resx).</summary>
public sealed class IntegrityPages;
