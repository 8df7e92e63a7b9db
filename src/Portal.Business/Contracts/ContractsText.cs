namespace Portal.Business.Contracts;

/// <summary>Texts of this capability (ContractsText.resx).</summary>
public sealed class ContractsText;
