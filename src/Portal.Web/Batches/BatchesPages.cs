namespace Portal.Web.Batches;

/// <summary>Labels of the screens of batches (BatchesPages.resx).</summary>
public sealed class BatchesPages;
