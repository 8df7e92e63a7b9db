using System.Buffers.Binary;

namespace Portal.Pdf.Images;

/// <summary>Finds the one Exif entry that changes how an image is seen.</summary>
internal static class ExifOrientation
{
    private const int OrientationTag = 0x0112;

    /// <summary>1 to 8, or null where the segment does not say (or is damaged, which is no reason to refuse an image).</summary>
    public static int? Read(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 14)
        {
            return null;
        }

        ReadOnlySpan<byte> tiff = segment[6..];
        bool little = tiff.StartsWith("II"u8);
        long directory = U32(tiff[4..], little);
        if (directory + 2 > tiff.Length)
        {
            return null;
        }

        int count = U16(tiff[(int)directory..], little);
        for (int i = 0; i < count; i++)
        {
            int entry = (int)directory + 2 + (12 * i);
            if (entry + 12 > tiff.Length)
            {
                return null;
            }

            if (U16(tiff[entry..], little) == OrientationTag)
            {
                int value = U16(tiff[(entry + 8)..], little);
                return value is >= 1 and <= 8 ? value : null;
            }
        }

        return null;
    }

    private static int U16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint U32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
