namespace Portal.Web.Contracts.Indexation;

/// <summary>Texts of the pages of indexation and price indices (IndexationPages.resx).</summary>
public sealed class IndexationPages;
