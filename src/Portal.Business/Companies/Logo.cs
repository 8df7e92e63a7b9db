using Portal.Business.Common;
using Portal.Business.Documents;

namespace Portal.Business.Companies;

/// <summary>The picture at the head of documents: a PNG or JPEG, told by its content and not by its name.</summary>
public static class Logo
{
    /// <summary>In bytes.</summary>
    public const int LargestSize = 1024 * 1024;

    /// <summary>Pixels on a side.</summary>
    public const int LargestSide = 4000;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    public static StoredDocument Store(LegalEntity entity, DocumentFile file, DateTime now) =>
        StoredDocument.Uploaded(SubjectRef.To(entity), DocumentKinds.Logo, file, null, DocumentVisibility.Internal, now);

    /// <summary>The content type of a picture that can stand on documents, or why it can't.</summary>
    public static Result<string> Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestSize)
        {
            return Refusal.Invalid("Companies.LogoTooLarge", LargestSize / 1024);
        }

        var (type, size) = bytes.StartsWith(PngSignature) ? ("image/png", SizeOfPng(bytes))
            : bytes.Length > 3 && bytes[0] == 0xff && bytes[1] == 0xd8 && bytes[2] == 0xff ? ("image/jpeg", SizeOfJpeg(bytes))
            : ("", null);
        return size switch
        {
            null => Refusal.Invalid(type.Length == 0 ? "Companies.LogoNotAPicture" : "Companies.LogoDamaged"),
            var (width, height) when width > LargestSide || height > LargestSide => Refusal.Invalid("Companies.LogoTooManyPixels", width, height, LargestSide),
            _ => type,
        };
    }

    /// <summary>Width and height stand in the first chunk, IHDR.</summary>
    private static (int Width, int Height)? SizeOfPng(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 45 || !bytes.Slice(12, 4).SequenceEqual("IHDR"u8) || bytes.IndexOf("IDAT"u8) < 0 || bytes.IndexOf("IEND"u8) < 0)
        {
            return null;
        }

        return Positive(
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes[16..]),
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
    }

    /// <summary>Width and height stand in the start-of-frame segment (C0 to CF, but for C4, C8 and CC).</summary>
    private static (int Width, int Height)? SizeOfJpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xff;)
        {
            var marker = bytes[at + 1];
            if (marker == 0xff)
            {
                at++;
                continue;
            }

            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return Positive((bytes[at + 7] << 8) | bytes[at + 8], (bytes[at + 5] << 8) | bytes[at + 6]);
            }

            at += 2 + ((bytes[at + 2] << 8) | bytes[at + 3]);
        }

        return null;
    }

    private static (int Width, int Height)? Positive(int width, int height) => width > 0 && height > 0 ? (width, height) : null;
}
