using System.IO.Compression;

namespace Portal.Pdf.Writing;

internal static class Flate
{
    public static byte[] Compress(ReadOnlySpan<byte> bytes, CompressionLevel level)
    {
        using MemoryStream result = new((bytes.Length / 3) + 64);
        using (ZLibStream compressor = new(result, level, leaveOpen: true))
        {
            compressor.Write(bytes);
        }

        return result.ToArray();
    }
}
