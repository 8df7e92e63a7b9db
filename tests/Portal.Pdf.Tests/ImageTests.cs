using System.IO.Compression;
using Portal.Pdf.Tests.Tools;

namespace Portal.Pdf.Tests;

public class ImageTests
{
    /// <summary>8 by 5 pixels, grey, baseline.</summary>
    private static readonly byte[] s_jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//"
        + "wAALCAAFAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABf/EABkQAAEFAAAAAAAAAAAAAAAAAAABBRdSov/aAAgBAQAAPwAGRnq2lP/Z");

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(4, 0)]
    [InlineData(8, 0)]
    [InlineData(16, 0)]
    [InlineData(8, 2)]
    [InlineData(16, 2)]
    [InlineData(8, 4)]
    [InlineData(16, 4)]
    [InlineData(8, 6)]
    [InlineData(16, 6)]
    public void Png_OfEachKind_KeepsItsPixels(int depth, int colorType)
    {
        int samples = colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        int most = (1 << depth) - 1;
        int[] Pixel(int x, int y) => [.. Enumerable.Range(0, samples).Select(s => ((x * 37) + (y * 91) + (s * 53)) * 257 & most)];

        PdfImage plain = PdfImage.Load(TestImages.Png(19, 13, depth, colorType, false, Pixel));
        PdfImage interlaced = PdfImage.Load(TestImages.Png(19, 13, depth, colorType, true, Pixel));

        AssertPixels(plain, 19, 13, depth, colorType, Pixel);
        AssertPixels(interlaced, 19, 13, depth, colorType, Pixel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Png_WithPaletteAndTransparency_KeepsColoursAndOpacity(bool interlaced)
    {
        byte[] palette = [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9];

        PdfImage image = PdfImage.Load(TestImages.Png(10, 6, 2, 3, interlaced, (x, y) => [(x + y) % 4], palette, [255, 128]));

        byte[] colors = Pixels(image, 10, 3);
        byte[] alpha = Inflate(image.Alpha!);
        for (int i = 0; i < 60; i++)
        {
            int entry = ((i % 10) + (i / 10)) % 4;
            Assert.Equal(palette[(3 * entry)..(3 * entry + 3)], colors[(3 * i)..(3 * i + 3)]);
            Assert.Equal(entry == 1 ? 128 : 255, alpha[i]);
        }
    }

    [Fact]
    public void Png_WithATransparentColour_HidesItOnly()
    {
        PdfImage image = PdfImage.Load(TestImages.Png(4, 1, 8, 0, false, (x, _) => [x * 10], transparency: [0, 20]));

        Assert.Equal([255, 255, 0, 255], Inflate(image.Alpha!));
    }

    [Fact]
    public void Png_LargerThanWanted_IsMadeSmaller()
    {
        PdfImage image = PdfImage.Load(TestImages.Png(400, 100, 8, 6, false, (x, _) => [200, 10, 10, x < 200 ? 255 : 0]), 40);

        Assert.Equal((40, 10), (image.Width, image.Height));
        Assert.Equal([200, 10, 10], Pixels(image, 40, 3)[..3]);
        Assert.Equal(20, Inflate(image.Alpha!)[..40].Count(a => a == 255));
    }

    [Fact]
    public void Png_CutAnywhere_IsRefused()
    {
        byte[] file = TestImages.Png(30, 20, 8, 2, false, (x, y) => [x, y, x * y]);

        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<PdfImageException>(() => PdfImage.Load(file.AsMemory(0, length)));
        }
    }

    [Fact]
    public void Png_WithAnyByteChanged_IsRefusedOrRead()
    {
        byte[] file = TestImages.Png(12, 9, 8, 6, true, (x, y) => [x, y, x * y, 200]);
        for (int at = 0; at < file.Length; at++)
        {
            byte[] changed = [.. file];
            changed[at] ^= 0x55;
            Assert.Throws<PdfImageException>(() => PdfImage.Load(changed));
        }
    }

    [Fact]
    public void Png_WithFewerRowsThanItSays_IsRefused()
    {
        using MemoryStream file = new();
        file.Write(TestImages.Png(10, 10, 8, 0, false, (_, _) => [0]).AsSpan(0, 8));
        TestImages.Chunk(file, "IHDR", [0, 0, 0, 10, 0, 0, 0, 10, 8, 0, 0, 0, 0]);
        using MemoryStream data = new();
        using (ZLibStream deflater = new(data, CompressionLevel.Fastest, true))
        {
            deflater.Write(new byte[55]);
        }

        TestImages.Chunk(file, "IDAT", data.ToArray());
        TestImages.Chunk(file, "IEND", []);

        Assert.Equal(PdfImageProblem.Truncated, Problem(file.ToArray()));
    }

    [Fact]
    public void Png_OfAbsurdSize_IsRefusedBeforeAnythingIsAllocated()
    {
        using MemoryStream file = new();
        file.Write(TestImages.Png(1, 1, 8, 0, false, (_, _) => [0]).AsSpan(0, 8));
        TestImages.Chunk(file, "IHDR", [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 8, 6, 0, 0, 0]);
        byte[] bytes = file.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();

        PdfImageProblem problem = Problem(bytes);

        Assert.Equal(PdfImageProblem.TooLarge, problem);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Jpeg_IsEmbeddedAsItIs()
    {
        PdfImage image = PdfImage.Load(s_jpeg);

        Assert.Equal((8, 5), (image.Width, image.Height));
        Assert.Contains("/DCTDecode", image.Entries, StringComparison.Ordinal);
        Assert.Equal(s_jpeg, image.Data);
    }

    [Fact]
    public void Jpeg_CutAnywhere_IsRefused()
    {
        for (int length = 0; length < s_jpeg.Length; length++)
        {
            Assert.Throws<PdfImageException>(() => PdfImage.Load(s_jpeg.AsMemory(0, length)));
        }
    }

    [Fact]
    public void Jpeg_TurnedByTheCamera_IsSeenUpright()
    {
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];

        PdfImage image = PdfImage.Load((byte[])[.. s_jpeg[..2], .. exif, .. s_jpeg[2..]]);

        Assert.Equal((5, 8), (image.Width, image.Height));
    }

    [Theory]
    [InlineData("<html><body>not an image</body></html>")]
    [InlineData("")]
    [InlineData("GIF89a")]
    public void OtherFile_NamedImage_IsRefused(string content)
    {
        Assert.Equal(PdfImageProblem.UnknownFormat, Problem(System.Text.Encoding.ASCII.GetBytes(content)));
    }

    [Fact]
    public void File_TooLong_IsRefused()
    {
        Assert.Equal(PdfImageProblem.TooLarge, Problem(new byte[PdfImage.MaxFileLength + 1]));
    }

    [Fact]
    public void Image_UsedTwice_IsEmbeddedOnce()
    {
        PdfImage logo = TestImages.TransparentLogo();
        PdfDocument document = new("t", "en", SampleInvoice.CreatedAt) { Body = { new Picture(logo, "logo"), new Picture(logo, null), new Picture(logo, "huge") } };

        PdfReader reader = new(document.ToBytes());

        Assert.Equal(2, reader.Objects.Values.Count(o => o.Contains("/Subtype/Image", StringComparison.Ordinal)));
        Assert.Equal("Document(Figure Figure)", reader.Outline());
    }

    [ToolFact("pdfimages")]
    public void PdfImages_OfADocument_ListsImageAndMask()
    {
        PdfDocument document = new("t", "en", SampleInvoice.CreatedAt) { Body = { new Picture(TestImages.TransparentLogo(), "logo"), new Picture(PdfImage.Load(s_jpeg), "photo") } };

        string list = Tool.Run("pdfimages", "-list \"{0}\"", document.ToBytes());

        Assert.Matches(@"image +120 +40 +rgb", list);
        Assert.Matches(@"smask +120 +40 +gray", list);
        Assert.Matches(@"image +8 +5 +gray .*jpeg", list);
    }

    private static PdfImageProblem Problem(byte[] file) => Assert.Throws<PdfImageException>(() => PdfImage.Load(file)).Problem;

    private static void AssertPixels(PdfImage image, int width, int height, int depth, int colorType, Func<int, int, int[]> pixel)
    {
        bool alpha = colorType is 4 or 6;
        int channels = colorType is 0 or 4 ? 1 : 3;
        bool plain = image.Entries.Contains($"/BitsPerComponent {depth}/Filter", StringComparison.Ordinal) && depth < 8;
        byte[] colors = plain ? Unpacked(Rows(image, width, depth, 1), width, height, depth) : Pixels(image, width, channels);
        int most = (1 << depth) - 1;
        for (int i = 0; i < width * height; i++)
        {
            int[] expected = pixel(i % width, i / width);
            int opacity = alpha ? EightBits(expected[^1]) : 255;
            Assert.Equal(opacity, image.Alpha is null ? 255 : Inflate(image.Alpha)[i]);
            if (opacity > 0)
            {
                Assert.Equal(expected.Take(channels).Select(EightBits), colors.Skip(i * channels).Take(channels).Select(c => (int)c));
            }
        }

        int EightBits(int sample) => depth == 16 ? sample >> 8 : sample * 255 / most;
    }

    private static byte[] Unpacked(byte[] rows, int width, int height, int depth)
    {
        int length = ((width * depth) + 7) / 8;
        int most = (1 << depth) - 1;
        return [.. Enumerable.Range(0, width * height).Select(i =>
        {
            int bit = i % width * depth;
            return (byte)(((rows[(i / width * length) + (bit / 8)] >> (8 - depth - (bit % 8))) & most) * 255 / most);
        })];
    }

    private static byte[] Pixels(PdfImage image, int width, int channels) => Rows(image, width, 8, channels);

    /// <summary>Inflates the image and undoes the row filters, as a PDF reader does for predictor 15.</summary>
    private static byte[] Rows(PdfImage image, int width, int depth, int channels)
    {
        byte[] data = Inflate(image.Data);
        int length = ((width * depth * channels) + 7) / 8;
        int distance = Math.Max(1, channels * depth / 8);
        byte[] result = new byte[data.Length / (length + 1) * length];
        for (int i = 0; i < result.Length; i++)
        {
            int column = i % length;
            int filter = data[i / length * (length + 1)];
            int left = column >= distance ? result[i - distance] : 0;
            int above = i >= length ? result[i - length] : 0;
            int corner = column >= distance && i >= length ? result[i - length - distance] : 0;
            int estimate = left + above - corner;
            (int toLeft, int toAbove, int toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
            int paeth = toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
            int guess = filter switch { 1 => left, 2 => above, 3 => (left + above) / 2, 4 => paeth, _ => 0 };
            result[i] = (byte)(data[(i / length * (length + 1)) + 1 + column] + guess);
        }

        return result;
    }

    private static byte[] Inflate(byte[] bytes)
    {
        using ZLibStream inflater = new(new MemoryStream(bytes), CompressionMode.Decompress);
        using MemoryStream result = new();
        inflater.CopyTo(result);
        return result.ToArray();
    }
}
