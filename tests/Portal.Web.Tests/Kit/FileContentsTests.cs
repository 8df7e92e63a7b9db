using System.Text;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

public sealed class FileContentsTests
{
    [Theory]
    [InlineData("plan.pdf", "%PDF-1.7\n", "application/pdf")]
    [InlineData("PLAN.PDF", "%PDF-1.4", "application/pdf")]
    [InlineData("photo.png", "\u0089PNG\r\n\u001a\n…", "image/png")]
    [InlineData("photo.jpg", "\u00ff\u00d8\u00ff\u00e0", "image/jpeg")]
    [InlineData("sheet.xlsx", "PK\u0003\u0004", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("list.csv", "a;b\n1;2\n", "text/csv")]
    [InlineData("photo.png", "<html><script>alert(1)</script>", null)]
    [InlineData("page.html", "<html>", null)]
    [InlineData("drawing.svg", "<svg onload='alert(1)'/>", null)]
    [InlineData("setup.exe", "MZ", null)]
    [InlineData("notes.txt", "a\u0000b", null)]
    [InlineData("", "", null)]
    public void File_IsKnownByItsContent_AndMustBeWhatItsNameSays(string name, string content, string? expected)
    {
        var bytes = content.All(c => c < 256) ? Encoding.Latin1.GetBytes(content) : Encoding.Latin1.GetBytes(content.Replace('…', '.'));

        Assert.Equal(expected, FileContents.Recognize(name, bytes));
    }
}
