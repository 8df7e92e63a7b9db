namespace Portal.Business.Quotes;

/// <summary>Texts of this capability (QuotesText.resx).</summary>
public sealed class QuotesText;
