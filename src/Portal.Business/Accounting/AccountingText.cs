namespace Portal.Business.Accounting;

/// <summary>Texts of this capability (AccountingText.resx).</summary>
public sealed class AccountingText;
