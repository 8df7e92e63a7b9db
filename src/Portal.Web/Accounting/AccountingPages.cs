namespace Portal.Web.Accounting;

/// <summary>Labels of these screens (AccountingPages.resx).</summary>
public sealed class AccountingPages;
