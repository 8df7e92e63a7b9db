using Portal.Pdf.Images;

namespace Portal.Pdf;

/// <summary>A PNG or JPEG, checked and made ready to embed. Read it once and use it in any number of documents, from any thread.</summary>
public sealed class PdfImage
{
    /// <summary>Bytes of the file.</summary>
    public const int MaxFileLength = 20 * 1024 * 1024;

    /// <summary>Pixels on a side.</summary>
    public const int MaxSide = 20_000;

    /// <summary>Pixels of a PNG.</summary>
    public const int MaxPixels = 16_000_000;

    internal PdfImage(int pixelWidth, int pixelHeight, string entries, byte[] data, byte[]? alpha, ImageOrientation orientation = default)
    {
        PixelWidth = pixelWidth;
        PixelHeight = pixelHeight;
        Entries = entries;
        Data = data;
        Alpha = alpha;
        Orientation = orientation;
    }

    /// <summary>Pixels, as the image is seen.</summary>
    public int Width => Orientation.IsTurned ? PixelHeight : PixelWidth;

    /// <summary>Pixels, as the image is seen.</summary>
    public int Height => Orientation.IsTurned ? PixelWidth : PixelHeight;

    internal int PixelWidth { get; }

    internal int PixelHeight { get; }

    /// <summary>Dictionary entries of the image object besides its size.</summary>
    internal string Entries { get; }

    internal byte[] Data { get; }

    /// <summary>Compressed 8-bit opacity, or null where the image has none.</summary>
    internal byte[]? Alpha { get; }

    internal ImageOrientation Orientation { get; }

    /// <summary>Reads a PNG or JPEG file; which of them it is, its first bytes say.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="maxSide">A PNG with a longer side is made smaller to this many pixels, so that a large logo does not make every document large.</param>
    /// <param name="maxPixels">A PNG of more pixels is refused by its header, before anything is decoded.</param>
    /// <exception cref="PdfImageException">The file is not a usable image. Nothing large is allocated before this is known.</exception>
    public static PdfImage Load(ReadOnlyMemory<byte> file, int maxSide = MaxSide, int maxPixels = MaxPixels)
    {
        if (file.Length > MaxFileLength)
        {
            throw new PdfImageException(PdfImageProblem.TooLarge, $"The image has {file.Length} bytes; {MaxFileLength} are accepted.");
        }

        if (PngReader.Recognises(file.Span))
        {
            return PngReader.Read(file, maxSide, maxPixels);
        }

        return JpegReader.Recognises(file.Span)
            ? JpegReader.Read(file.Span)
            : throw new PdfImageException(PdfImageProblem.UnknownFormat, "The file is neither a PNG nor a JPEG image.");
    }
}
