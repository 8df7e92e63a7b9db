namespace Portal.Web.Catalog;

/// <summary>Labels of these screens (CatalogPages.resx).</summary>
public sealed class CatalogPages;
