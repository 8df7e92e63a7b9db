using System.IO.Compression;
using System.Text;
using Portal.Business.Documents;

namespace Portal.Business.Tests.Documents;

public sealed class UploadsTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0];

    [Theory]
    [InlineData("photo.png", "image/png")]
    [InlineData("PHOTO.PNG", "image/png")]
    public void Check_OfATruePng_IsKept(string name, string type) => Assert.Equal(type, Uploads.Check(name, Png).Value.ContentType);

    [Theory]
    [InlineData("page.png")]
    [InlineData("page.pdf")]
    [InlineData("page.jpg")]
    [InlineData("page.docx")]
    [InlineData("page.txt")]
    [InlineData("page.csv")]
    public void Check_OfHtmlUnderAnotherName_IsRefused(string name) =>
        Assert.Equal("Documents.NotWhatItSays", Uploads.Check(name, "\ufeff <!DOCTYPE html><html><script>alert(1)</script>"u8.ToArray()).Refusal!.Code);

    [Theory]
    [InlineData("page.html")]
    [InlineData("image.svg")]
    [InlineData("program.exe")]
    [InlineData("macro.xlsm")]
    [InlineData("noextension")]
    public void Check_OfAKindThatIsNotAccepted_IsRefused(string name) => Assert.Equal("Documents.TypeNotAccepted", Uploads.Check(name, Png).Refusal!.Code);

    [Fact]
    public void Check_OfSpreadsheets_LooksInside()
    {
        Assert.True(Uploads.Check("prix.xlsx", Zip("xl/workbook.xml")).Succeeded);
        Assert.False(Uploads.Check("prix.xlsx", Zip("word/document.xml")).Succeeded);
        Assert.False(Uploads.Check("prix.xlsx", Zip("xl/workbook.xml", "xl/vbaProject.bin")).Succeeded);
        Assert.False(Uploads.Check("prix.xlsx", [0x50, 0x4B, 3, 4, 0, 0]).Succeeded);
    }

    [Fact]
    public void Check_CleansTheName() => Assert.Equal("nom-sale.txt", Uploads.Check("..\\..\\C:\\nom?sale\u0000.txt", "abc"u8.ToArray()).Value.Name);

    [Fact]
    public void Check_OfEmptyOrHugeFiles_IsRefused()
    {
        Assert.Equal("Documents.FileEmpty", Uploads.Check("a.txt", []).Refusal!.Code);
        Assert.Equal("Documents.FileTooLarge", Uploads.Check("a.txt", Encoding.ASCII.GetBytes(new string('a', Uploads.Largest + 1))).Refusal!.Code);
    }

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
