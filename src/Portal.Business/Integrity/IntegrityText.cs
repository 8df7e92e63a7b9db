namespace Portal.Business.Integrity;

/// <summary>Texts of the chain of issued documents (IntegrityText.resx).</summary>
public sealed class IntegrityText;
