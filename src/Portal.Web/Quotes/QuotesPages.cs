namespace Portal.Web.Quotes;

/// <summary>Labels of the quote pages (QuotesPages.resx).</summary>
public sealed class QuotesPages;
