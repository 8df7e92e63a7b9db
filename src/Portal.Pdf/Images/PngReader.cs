using System.Buffers.Binary;
using System.IO.Compression;

namespace Portal.Pdf.Images;

/// <summary>
/// Reads PNG files of every colour type and depth, interlaced or not. Plain ones are checked and embedded as they are; those with
/// transparency, 16 bits or interlacing are decoded and written anew.
/// </summary>
internal static class PngReader
{
    public static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    public static PdfImage Read(ReadOnlyMemory<byte> file, int maxSide, int maxPixels)
    {
        PngHeader? header = null;
        ReadOnlyMemory<byte> palette = default;
        ReadOnlyMemory<byte> transparency = default;
        using MemoryStream data = new();
        int at = 8;
        while (true)
        {
            (string type, ReadOnlyMemory<byte> body) = NextChunk(file, ref at);
            if (header is null && type != "IHDR")
            {
                throw new PdfImageException(PdfImageProblem.Corrupt, "The PNG does not begin with its header.");
            }

            switch (type)
            {
                case "IHDR":
                    header = PngHeader.Read(body.Span, maxPixels);
                    break;
                case "PLTE":
                    palette = body;
                    break;
                case "tRNS":
                    transparency = body;
                    break;
                case "IDAT":
                    data.Write(body.Span);
                    break;
                case "IEND":
                    return Build(header!, palette.Span, transparency.Span, data.ToArray(), maxSide);
            }
        }
    }

    private static (string Type, ReadOnlyMemory<byte> Body) NextChunk(ReadOnlyMemory<byte> file, ref int at)
    {
        ReadOnlySpan<byte> rest = file.Span[at..];
        if (rest.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length > rest.Length - 12)
        {
            throw new PdfImageException(PdfImageProblem.Truncated, "The PNG ends too early.");
        }

        int size = (int)BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (Crc32.Of(rest.Slice(4, size + 4)) != BinaryPrimitives.ReadUInt32BigEndian(rest[(size + 8)..]))
        {
            throw new PdfImageException(PdfImageProblem.Corrupt, "The PNG is damaged: a checksum is wrong.");
        }

        string type = System.Text.Encoding.ASCII.GetString(rest.Slice(4, 4));
        ReadOnlyMemory<byte> body = file.Slice(at + 8, size);
        at += size + 12;
        return (type, body);
    }

    private static PdfImage Build(PngHeader header, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency, byte[] data, int maxSide)
    {
        if (header.HasPalette && (palette.IsEmpty || palette.Length % 3 != 0 || palette.Length > 768))
        {
            throw new PdfImageException(PdfImageProblem.Corrupt, "The PNG has no usable palette.");
        }

        try
        {
            bool small = Math.Max(header.Width, header.Height) <= maxSide;
            bool plain = small && !header.Interlaced && !header.HasAlpha && transparency.IsEmpty && header.Depth <= 8;
            return plain ? AsItIs(header, palette, data) : Decoded(header, palette, transparency, data, maxSide);
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            PdfImageProblem problem = damage is EndOfStreamException ? PdfImageProblem.Truncated : PdfImageProblem.Corrupt;
            throw new PdfImageException(problem, "The image data of the PNG are incomplete or damaged.", damage);
        }
    }

    private static PdfImage AsItIs(PngHeader header, ReadOnlySpan<byte> palette, byte[] data)
    {
        using (PngRows rows = new(header, data))
        {
            for (int y = 0; y < header.Height; y++)
            {
                rows.Check(header.RowLength(header.Width));
            }
        }

        string space = header.HasPalette
            ? $"[/Indexed/DeviceRGB {(palette.Length / 3) - 1}<{Convert.ToHexString(palette)}>]"
            : header.Samples == 1 ? "/DeviceGray" : "/DeviceRGB";
        string entries = $"/ColorSpace{space}/BitsPerComponent {header.Depth}/Filter/FlateDecode"
            + $"/DecodeParms<</Predictor 15/Colors {header.Samples}/BitsPerComponent {header.Depth}/Columns {header.Width}>>";
        return new PdfImage(header.Width, header.Height, entries, data, null);
    }

    private static PdfImage Decoded(PngHeader header, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency, byte[] data, int maxSide)
    {
        PngPixels pixels = new(header, palette.ToArray(), transparency.ToArray());
        using (PngRows rows = new(header, data))
        {
            foreach (PngPass pass in PngPass.Of(header))
            {
                rows.BeginPass();
                for (int row = 0; row < pass.Rows; row++)
                {
                    pixels.Set(pass, row, rows.Next(header.RowLength(pass.Columns)));
                }
            }
        }

        Bitmap bitmap = new Bitmap(header.Width, header.Height, pixels.Channels, pixels.Colors, pixels.IsOpaque ? null : pixels.Alpha).Within(maxSide);
        string space = pixels.Channels == 1 ? "/DeviceGray" : "/DeviceRGB";
        string entries = $"/ColorSpace{space}/BitsPerComponent 8/Filter/FlateDecode"
            + $"/DecodeParms<</Predictor 15/Colors {bitmap.Channels}/BitsPerComponent 8/Columns {bitmap.Width}>>";
        byte[] filtered = RowFilter.Apply(bitmap.Colors, bitmap.Width * bitmap.Channels, bitmap.Channels);
        return new PdfImage(
            bitmap.Width,
            bitmap.Height,
            entries,
            Writing.Flate.Compress(filtered, CompressionLevel.Optimal),
            bitmap.Alpha is null ? null : Writing.Flate.Compress(bitmap.Alpha, CompressionLevel.Optimal));
    }
}
