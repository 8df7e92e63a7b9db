using System.Buffers.Binary;

namespace Portal.Pdf.Images;

/// <summary>Dimensions and colour type of a PNG.</summary>
internal sealed record PngHeader(int Width, int Height, int Depth, int ColorType, bool Interlaced)
{
    public bool HasPalette => ColorType == 3;

    public bool HasAlpha => ColorType is 4 or 6;

    /// <summary>Numbers per pixel.</summary>
    public int Samples => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Bytes from a pixel to the one beside it, for the row filters.</summary>
    public int FilterDistance => Math.Max(1, Samples * Depth / 8);

    public int RowLength(int columns) => (int)((((long)columns * Samples * Depth) + 7) / 8);

    public static PngHeader Read(ReadOnlySpan<byte> body, long maxPixels)
    {
        if (body.Length != 13)
        {
            throw new PdfImageException(PdfImageProblem.Corrupt, "The header of the PNG has a wrong length.");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(body);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        (byte depth, byte type) = (body[8], body[9]);
        bool valid = type switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!valid || width == 0 || height == 0 || body[10] != 0 || body[11] != 0 || body[12] > 1)
        {
            throw new PdfImageException(PdfImageProblem.Corrupt, "The header of the PNG is not valid.");
        }

        return width > PdfImage.MaxSide || height > PdfImage.MaxSide || (long)width * height > maxPixels
            ? throw new PdfImageException(PdfImageProblem.TooLarge, $"The image of {width} by {height} pixels is too large.")
            : new PngHeader((int)width, (int)height, depth, type, body[12] == 1);
    }
}
