namespace Portal.Business.Batches;

/// <summary>Texts of batches (BatchesText.resx).</summary>
public sealed class BatchesText;
