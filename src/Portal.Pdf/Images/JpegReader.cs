using System.Buffers.Binary;

namespace Portal.Pdf.Images;

/// <summary>Checks a JPEG from start to end marker and embeds it as it is; PDF readers decode JPEG themselves.</summary>
internal static class JpegReader
{
    private const long MaxPixels = 64_000_000;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte ExifSegment = 0xE1;
    private const byte AdobeSegment = 0xEE;

    public static bool Recognises(ReadOnlySpan<byte> file) => file is [0xFF, StartOfImage, 0xFF, ..];

    public static PdfImage Read(ReadOnlySpan<byte> file)
    {
        Frame? frame = null;
        bool adobe = false;
        bool scanned = false;
        int orientation = 1;
        int at = 2;
        while (true)
        {
            byte marker = NextMarker(file, ref at);
            if (marker == EndOfImage)
            {
                break;
            }

            ReadOnlySpan<byte> segment = Segment(file, ref at);
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2:
                    frame = ReadFrame(segment);
                    break;
                case 0xC3 or (>= 0xC5 and <= 0xCF and not 0xC8 and not 0xCC):
                    throw new PdfImageException(PdfImageProblem.Unsupported, "This variety of JPEG (lossless or arithmetic) is not supported.");
                case AdobeSegment:
                    adobe = segment.StartsWith("Adobe"u8);
                    break;
                case ExifSegment:
                    orientation = ExifOrientation.Read(segment) ?? orientation;
                    break;
                case StartOfScan:
                    _ = frame ?? throw new PdfImageException(PdfImageProblem.Corrupt, "The JPEG has image data before its dimensions.");
                    scanned = true;
                    SkipScan(file, ref at);
                    break;
            }
        }

        if (frame is not { } found || !scanned)
        {
            throw new PdfImageException(PdfImageProblem.Corrupt, "The JPEG has no image data.");
        }

        string space = found.Components switch { 1 => "/DeviceGray", 3 => "/DeviceRGB", _ => "/DeviceCMYK" };
        string inverted = found.Components == 4 && adobe ? "/Decode[1 0 1 0 1 0 1 0]" : "";
        return new PdfImage(
            found.Width,
            found.Height,
            $"/ColorSpace{space}/BitsPerComponent 8{inverted}/Filter/DCTDecode",
            file[..at].ToArray(),
            null,
            new ImageOrientation(orientation));
    }

    private static byte NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        if (at < file.Length && file[at] != 0xFF)
        {
            throw new PdfImageException(PdfImageProblem.Corrupt, "The JPEG has data where a segment should begin.");
        }

        while (at < file.Length && file[at] == 0xFF)
        {
            at++;
        }

        return at < file.Length ? file[at++] : throw Truncated();
    }

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> file, ref int at)
    {
        if (at + 2 > file.Length)
        {
            throw Truncated();
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
        if (length < 2)
        {
            throw new PdfImageException(PdfImageProblem.Corrupt, "The JPEG has a segment without a length.");
        }

        if (at + length > file.Length)
        {
            throw Truncated();
        }

        ReadOnlySpan<byte> segment = file[(at + 2)..(at + length)];
        at += length;
        return segment;
    }

    /// <summary>Goes on to the marker that ends the scan: the first that is neither a stuffed zero nor a restart.</summary>
    private static void SkipScan(ReadOnlySpan<byte> file, ref int at)
    {
        while (true)
        {
            int next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
            {
                throw Truncated();
            }

            at += next;
            if (file[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return;
            }

            at += file[at + 1] == 0xFF ? 1 : 2;
        }
    }

    private static Frame ReadFrame(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6)
        {
            throw Truncated();
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        int components = segment[5];
        if (segment[0] != 8 || components is not (1 or 3 or 4))
        {
            throw new PdfImageException(PdfImageProblem.Unsupported, "Only JPEG images of 8 bits in grey, RGB or CMYK are supported.");
        }

        if (width == 0 || height == 0)
        {
            throw new PdfImageException(PdfImageProblem.Corrupt, "The JPEG has no width or height.");
        }

        return width > PdfImage.MaxSide || height > PdfImage.MaxSide || (long)width * height > MaxPixels
            ? throw new PdfImageException(PdfImageProblem.TooLarge, $"The image of {width} by {height} pixels is too large.")
            : new Frame(width, height, components);
    }

    private static PdfImageException Truncated() => new(PdfImageProblem.Truncated, "The JPEG ends too early.");

    private readonly record struct Frame(int Width, int Height, int Components);
}
