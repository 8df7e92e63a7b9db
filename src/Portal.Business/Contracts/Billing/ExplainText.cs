namespace Portal.Business.Contracts.Billing;

/// <summary>Texts that explain a billed amount (ExplainText.resx).</summary>
public sealed class ExplainText;
