namespace Portal.Web.Account;

/// <summary>Texts of these pages (AccountPages.resx).</summary>
public sealed class AccountPages;
