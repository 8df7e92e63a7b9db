namespace Portal.Business.Operations;

/// <summary>Texts of the operations commands (OperationsText.resx).</summary>
public sealed class OperationsText;
