using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Portal.Business.Documents;

namespace Portal.Business.Tests.Documents;

public sealed class DrawnSignatureTests
{
    /// <summary>One pixel.</summary>
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public void Read_OfAPng_GivesAFile() => Assert.Equal("image/png", DrawnSignature.Read("data:image/png;base64," + Png).Value.File!.ContentType);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Read_OfNothing_LeavesTheTypedName(string? drawn) => Assert.Null(DrawnSignature.Read(drawn).Value.File);

    [Theory]
    [InlineData("data:image/png;base64,PGh0bWw+PC9odG1sPg==")]
    [InlineData("data:image/png;base64,%%%")]
    [InlineData("data:image/svg+xml;base64," + Png)]
    [InlineData("javascript:alert(1)")]
    public void Read_OfAnythingElse_IsRefused(string drawn) => Assert.Equal("Documents.SignatureUnreadable", DrawnSignature.Read(drawn).Refusal!.Code);

    [Fact]
    public void Read_OfTenMegabytes_IsRefused() => Assert.False(DrawnSignature.Read("data:image/png;base64," + new string('A', 10_000_000)).Succeeded);

    /// <summary>The header says how much it would be; nothing of it is decoded.</summary>
    [Theory]
    [InlineData(4000, 4000, false)]
    [InlineData(2001, 1000, false)]
    [InlineData(2000, 1000, true)]
    public void Read_OfManyPixels_IsRefusedByTheHeader(int width, int height, bool accepted) =>
        Assert.Equal(accepted, DrawnSignature.Read("data:image/png;base64," + Convert.ToBase64String(Blank(width, height))).Succeeded);

    /// <summary>Transparent, so well compressed that it is small.</summary>
    private static byte[] Blank(int width, int height)
    {
        using var pixels = new MemoryStream();
        using (var packed = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
        {
            packed.Write(new byte[height * ((width * 4) + 1)]);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", header), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(named.Length + 4), Sum(named));
        return chunk;
    }

    private static uint Sum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }

        return ~sum;
    }
}
