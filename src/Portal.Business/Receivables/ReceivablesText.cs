namespace Portal.Business.Receivables;

/// <summary>Texts of this capability (ReceivablesText.resx).</summary>
public sealed class ReceivablesText;
