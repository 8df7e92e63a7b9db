namespace Portal.Web.Contracts.Explain;

/// <summary>Texts of the explanation of billed amounts (ExplainPages.resx).</summary>
public sealed class ExplainPages;
