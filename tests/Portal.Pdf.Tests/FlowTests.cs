using Portal.Pdf.Tests.Tools;

namespace Portal.Pdf.Tests;

public class FlowTests
{
    [Fact]
    public void Heading_KeptWithNext_DoesNotEndAPage()
    {
        for (int lines = 40; lines < 70; lines++)
        {
            PdfReader reader = Read(
                new Paragraph(Lines(lines)),
                new Paragraph("Heading") { KeepWithNext = true, SpaceBefore = 10 },
                new Paragraph("first\nsecond\nthird\nfourth\nfifth"));

            Assert.DoesNotContain(Enumerable.Range(0, reader.Pages.Count()), page => reader.TextsOf(page)[^1].Text == "Heading");
        }
    }

    [Fact]
    public void Paragraph_OverPages_LeavesNoSingleLine()
    {
        for (int lines = 40; lines < 70; lines++)
        {
            PdfReader reader = Read(new Paragraph(Lines(lines)), new Paragraph("a1\na2\na3\na4\na5") { SpaceBefore = 3 });

            int[] counts = [.. Enumerable.Range(0, reader.Pages.Count()).Select(p => reader.TextsOf(p).Count(t => t.Text.StartsWith('a')))];
            Assert.Equal(5, counts.Sum());
            Assert.DoesNotContain(1, counts);
        }
    }

    [Fact]
    public void Block_KeptTogether_StandsOnOnePage()
    {
        for (int lines = 40; lines < 60; lines++)
        {
            PdfReader reader = Read(new Paragraph(Lines(lines)), new Stack("a", "b", new Columns("c", "d\ne\nf")) { KeepTogether = true });

            Assert.Single(Enumerable.Range(0, reader.Pages.Count()), p => reader.TextsOf(p).Any(t => t.Text.Length == 1 || t.Text is "d " or "e "));
        }
    }

    [Fact]
    public void Block_KeptTogetherAndLargerThanAPage_StillBreaks()
    {
        PdfReader reader = Read("before", new Box(new Paragraph(Lines(150))) { KeepTogether = true, Padding = new Edges(10), Background = PdfColor.Gray(240) });

        Assert.Equal(151, Enumerable.Range(0, reader.Pages.Count()).Sum(p => reader.TextsOf(p).Count));
    }

    [Fact]
    public void PageBreak_BetweenBlocks_StartsOnePage()
    {
        Assert.Equal(2, Read(new PageBreak(), "a", new PageBreak(), "b").Pages.Count());
    }

    [Fact]
    public void Absolute_Block_StandsWhereItIsPutAndTakesNoRoom()
    {
        PdfReader reader = Read("first", new Absolute(300, 120, 200, "address"), "second");
        List<PlacedText> texts = reader.TextsOf(0);

        Assert.Equal(300, texts[1].X);
        Assert.InRange(PageSize.A4.Height - texts[1].Y, 120, 132);
        Assert.Equal(12.15, texts[0].Y - texts[2].Y, 0.011);
    }

    [Fact]
    public void Alignment_Right_EndsAtTheEdge()
    {
        PdfReader reader = Read(new Paragraph("0000") { Align = HorizontalAlign.Right }, new Paragraph("00") { Align = HorizontalAlign.Right });
        List<PlacedText> texts = reader.TextsOf(0);

        // Figures of this font are 572 thousandths wide.
        Assert.Equal(PageSize.A4.Width - 50 - (4 * 9 * 0.572), texts[0].X, 0.02);
        Assert.Equal(2 * 9 * 0.572, texts[1].X - texts[0].X, 0.02);
    }

    [Fact]
    public void Columns_LongerThanAPage_GoOnSideBySide()
    {
        PdfReader reader = Read(new Columns(new Paragraph(Lines(100)), new Paragraph(Lines(70))));

        Assert.Equal(2, reader.Pages.Count());
        Assert.Equal(170, reader.TextsOf(0).Count + reader.TextsOf(1).Count);
    }

    [Fact]
    public void Bands_LargerThanThePage_LeaveRoomForTheBody()
    {
        PdfDocument document = new("t", "en", SampleInvoice.CreatedAt)
        {
            Header = _ => Lines(500),
            Footer = _ => Lines(500),
            Body = { "body" },
        };

        Assert.Contains(new PdfReader(document.ToBytes()).TextsOf(0), t => t.Text == "body");
    }

    private static PdfReader Read(params Block[] body) => new(new PdfDocument("t", "en", SampleInvoice.CreatedAt) { Body = body }.ToBytes());

    private static string Lines(int count) => string.Join('\n', Enumerable.Range(1, count).Select(n => $"line {n}"));
}
