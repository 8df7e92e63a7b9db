namespace Portal.Pdf;

/// <summary>A file is no image that a document can show.</summary>
public sealed class PdfImageException(PdfImageProblem problem, string message, Exception? cause = null) : Exception(message, cause)
{
    public PdfImageProblem Problem { get; } = problem;
}

public enum PdfImageProblem
{
    /// <summary>Neither PNG nor JPEG.</summary>
    UnknownFormat,

    /// <summary>More bytes or pixels than the engine accepts.</summary>
    TooLarge,

    /// <summary>The file ends too early.</summary>
    Truncated,

    /// <summary>The file contradicts its format.</summary>
    Corrupt,

    /// <summary>A rare variety of the format.</summary>
    Unsupported,
}
