namespace Portal.Business.Accounts;

/// <summary>Texts of this capability (AccountsText.resx).</summary>
public sealed class AccountsText;
