using Portal.Pdf.Tests.Tools;

namespace Portal.Pdf.Tests;

/// <summary>Texts that nobody means to print. Each is large enough that anything slower than linear would not end.</summary>
public class HostileInputTests
{
    private const int Length = 1_000_000;

    public static TheoryData<string> Patterns => ["lorem ipsum dolor ", "x", " ", "\u00A0", "\u0301", "😀", "\u00AD", "\u200B", "a-", "\u0627\u0301", "\0", "\u202E"];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Text_OfMillionsOfCharacters_IsLaidOut(string pattern)
    {
        string text = string.Concat(Enumerable.Repeat(pattern, Length / pattern.Length));

        byte[] pdf = SampleInvoice.Create(1, description: text).ToBytes();

        Assert.InRange(pdf.Length, 10_000, Length);
    }

    [Fact]
    public void Text_OfLineFeedsOnly_IsRefusedAsTooLong()
    {
        PdfDocument document = new("t", "en", SampleInvoice.CreatedAt) { Body = { new string('\n', Length) + "a" } };

        Assert.Throws<PdfTooLongException>(document.ToBytes);
    }

    [Fact]
    public void Parts_AreEachCountedForThemselves()
    {
        const int Lines = 400_000;
        PdfDocument document = Part(Part(null));

        int pages = new PdfReader(document.ToBytes()).Pages.Count();

        Assert.InRange(pages, PdfDocument.MaxPages + 1, 2 * PdfDocument.MaxPages);

        static PdfDocument Part(PdfDocument? then) => new("t", "en", SampleInvoice.CreatedAt) { Body = { new string('\n', Lines) + "a" }, Then = then };
    }

    [Fact]
    public void Address_OfMillionsOfCharacters_StaysOnItsPage()
    {
        PdfDocument document = new("t", "en", SampleInvoice.CreatedAt) { Body = { new Absolute(300, 130, 200, new string('x', Length)), "body" } };

        PdfReader reader = new(document.ToBytes());

        Assert.Single(reader.Pages);
        Assert.All(reader.TextsOf(0), text => Assert.InRange(text.Y, 0, PageSize.A4.Height));
    }

    [Fact]
    public void Columns_WithoutAnyRoom_StillEnd()
    {
        PdfDocument document = new("t", "en", SampleInvoice.CreatedAt)
        {
            Body =
            {
                new Columns { Gap = 400, Items = { new(TrackWidth.Share(), "abc"), new(TrackWidth.Fit, "def"), new(TrackWidth.Fixed(900), "ghi") } },
                new Box("jkl") { Padding = new Edges(900) },
                new Table { Columns = [new(TrackWidth.Fixed(1)), new(TrackWidth.Share(0))], Rows = { new TableRow("mno", "pqr") } },
            },
        };

        PdfReader reader = new(document.ToBytes());

        Assert.Equal(
            "abcdefghijklmnopqr",
            new string([.. Enumerable.Range(0, reader.Pages.Count()).SelectMany(reader.TextsOf).SelectMany(t => t.Text).Order()]));
    }

    [Fact]
    public void Documents_MadeByManyThreads_AreTheSame()
    {
        byte[] expected = SampleInvoice.Create(5, description: "Łódź Ω").ToBytes();

        byte[][] all = [.. Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Select(_ => SampleInvoice.Create(5, description: "Łódź Ω").ToBytes())];

        Assert.All(all, bytes => Assert.Equal(expected, bytes));
    }
}
