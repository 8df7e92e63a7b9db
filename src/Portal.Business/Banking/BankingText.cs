namespace Portal.Business.Banking;

/// <summary>Texts of this capability (BankingText.resx).</summary>
public sealed class BankingText;
