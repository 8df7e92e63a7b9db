namespace Portal.Web.Banking;

/// <summary>Labels of these screens (BankingPages.resx).</summary>
public sealed class BankingPages;
