using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Portal.Business.Common;
using Portal.Business.Documents;

namespace Portal.Business.Tests.Documents;

public sealed class UploadsTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0];

    [Theory]
    [InlineData("photo.png", "image/png")]
    [InlineData("PHOTO.PNG", "image/png")]
    public async Task Check_OfATruePng_IsKept(string name, string type) => Assert.Equal(type, (await CheckAsync(name, Png)).Value.ContentType);

    [Theory]
    [InlineData("page.png")]
    [InlineData("page.pdf")]
    [InlineData("page.jpg")]
    [InlineData("page.docx")]
    [InlineData("page.txt")]
    [InlineData("page.csv")]
    public async Task Check_OfHtmlUnderAnotherName_IsRefused(string name) =>
        Assert.Equal("Documents.NotWhatItSays", (await CheckAsync(name, "\ufeff <!DOCTYPE html><html><script>alert(1)</script>"u8.ToArray())).Refusal!.Code);

    [Theory]
    [InlineData("page.html")]
    [InlineData("image.svg")]
    [InlineData("program.exe")]
    [InlineData("macro.xlsm")]
    [InlineData("noextension")]
    public async Task Check_OfAKindThatIsNotAccepted_IsRefused(string name) => Assert.Equal("Documents.TypeNotAccepted", (await CheckAsync(name, Png)).Refusal!.Code);

    [Fact]
    public async Task Check_OfSpreadsheets_LooksInside()
    {
        Assert.True((await CheckAsync("prix.xlsx", Zip("xl/workbook.xml"))).Succeeded);
        Assert.False((await CheckAsync("prix.xlsx", Zip("word/document.xml"))).Succeeded);
        Assert.False((await CheckAsync("prix.xlsx", Zip("xl/workbook.xml", "xl/vbaProject.bin"))).Succeeded);
        Assert.False((await CheckAsync("prix.xlsx", [0x50, 0x4B, 3, 4, 0, 0])).Succeeded);
    }

    [Fact]
    public async Task Check_CleansTheName() => Assert.Equal("nom-sale.txt", (await CheckAsync("..\\..\\C:\\nom?sale\u0000.txt", "abc"u8.ToArray())).Value.Name);

    [Fact]
    public async Task Check_OfEmptyOrHugeFiles_IsRefused()
    {
        Assert.Equal("Documents.FileEmpty", (await CheckAsync("a.txt", [])).Refusal!.Code);
        Assert.Equal("Documents.FileTooLarge", (await CheckAsync("a.txt", Encoding.ASCII.GetBytes(new string('a', Uploads.Largest + 1)))).Refusal!.Code);
    }

    [Fact]
    public async Task Check_OfALongText_LooksAtItsEndToo_AndHashesTheWhole()
    {
        var text = Encoding.ASCII.GetBytes(new string('a', 300_000));
        Assert.Equal((text.Length, Convert.ToHexStringLower(SHA256.HashData(text))), ((await CheckAsync("a.txt", text)).Value.Size, (await CheckAsync("a.txt", text)).Value.Sha256));
        text[^1] = 0;
        Assert.Equal("Documents.NotWhatItSays", (await CheckAsync("a.txt", text)).Refusal!.Code);
    }

    [Fact]
    public void TemporaryFile_IsGoneWithItsStream_AndNobodyElseFindsIt()
    {
        using var file = TemporaryFile.Create();
        file.Write([1, 2, 3]);

        Assert.Equal(OperatingSystem.IsWindows(), File.Exists(file.Name));
        file.Dispose();
        Assert.False(File.Exists(file.Name));
    }

    private static Task<Result<CheckedFile>> CheckAsync(string name, byte[] bytes) => Uploads.CheckAsync(name, new MemoryStream(bytes), default);

    private static byte[] Zip(params string[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var entry in entries)
            {
                zip.CreateEntry(entry);
            }
        }

        return stream.ToArray();
    }
}
