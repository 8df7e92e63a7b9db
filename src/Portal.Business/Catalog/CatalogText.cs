namespace Portal.Business.Catalog;

/// <summary>Texts of this capability (CatalogText.resx).</summary>
public sealed class CatalogText;
