namespace Portal.Pdf;

/// <summary>A document has more pages than the engine accepts.</summary>
public sealed class PdfTooLongException(int maxPages) : Exception($"The document has more than {maxPages} pages.");
