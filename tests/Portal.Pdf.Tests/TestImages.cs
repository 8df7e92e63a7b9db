using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Portal.Pdf.Images;

namespace Portal.Pdf.Tests;

/// <summary>PNG files of every variety, written here so that their pixels are known.</summary>
internal static class TestImages
{
    private static readonly (int Left, int Top, int StepX, int StepY)[] s_adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static PdfImage TransparentLogo() =>
        PdfImage.Load(Png(120, 40, 8, 6, false, (x, y) => [x * 2, y * 6, 160, (x - 60) * (x - 60) / 9 + ((y - 20) * (y - 20)) < 400 ? 255 : 0]));

    /// <summary>Samples of a pixel as the colour type has them.</summary>
    public static byte[] Png(
        int width, int height, int depth, int colorType, bool interlaced, Func<int, int, int[]> pixel, byte[]? palette = null, byte[]? transparency = null)
    {
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colorType, interlaced ? (byte)1 : (byte)0);
        Chunk(file, "IHDR", header);
        if (palette is not null)
        {
            Chunk(file, "PLTE", palette);
        }

        if (transparency is not null)
        {
            Chunk(file, "tRNS", transparency);
        }

        byte[] data = Compressed(width, height, depth, interlaced, pixel);
        Chunk(file, "IDAT", data[..(data.Length / 2)]);
        Chunk(file, "IDAT", data[(data.Length / 2)..]);
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    public static void Chunk(Stream file, string type, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(named));
        file.Write(number);
    }

    private static byte[] Compressed(int width, int height, int depth, bool interlaced, Func<int, int, int[]> pixel)
    {
        using MemoryStream result = new();
        using (ZLibStream deflater = new(result, CompressionLevel.Fastest, true))
        {
            foreach ((int left, int top, int stepX, int stepY) in interlaced ? s_adam7 : [(0, 0, 1, 1)])
            {
                byte[]? above = null;
                for (int y = top; y < height && left < width; y += stepY)
                {
                    List<int> samples = [];
                    for (int x = left; x < width; x += stepX)
                    {
                        samples.AddRange(pixel(x, y));
                    }

                    byte[] row = Packed(samples, depth);
                    int distance = Math.Max(1, pixel(0, 0).Length * depth / 8);
                    deflater.Write(Filtered(row, above ?? new byte[row.Length], distance, y % 5));
                    above = row;
                }
            }
        }

        return result.ToArray();
    }

    private static byte[] Packed(List<int> samples, int depth)
    {
        byte[] row = new byte[((samples.Count * depth) + 7) / 8];
        for (int i = 0; i < samples.Count; i++)
        {
            if (depth == 16)
            {
                BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(2 * i), (ushort)samples[i]);
            }
            else
            {
                int bit = i * depth;
                row[bit / 8] |= (byte)(samples[i] << (8 - depth - (bit % 8)));
            }
        }

        return row;
    }

    private static byte[] Filtered(byte[] row, byte[] above, int distance, int filter)
    {
        byte[] result = new byte[row.Length + 1];
        result[0] = (byte)filter;
        for (int i = 0; i < row.Length; i++)
        {
            int left = i >= distance ? row[i - distance] : 0;
            int corner = i >= distance ? above[i - distance] : 0;
            int estimate = left + above[i] - corner;
            (int toLeft, int toAbove, int toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above[i]), Math.Abs(estimate - corner));
            int paeth = toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above[i] : corner;
            int guess = filter switch { 1 => left, 2 => above[i], 3 => (left + above[i]) / 2, 4 => paeth, _ => 0 };
            result[i + 1] = (byte)(row[i] - guess);
        }

        return result;
    }
}
