using System.Text;
using Portal.Pdf.Tests.Tools;

namespace Portal.Pdf.Tests;

public class PdfStructureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(300)]
    public void CrossReferences_OfAnyLength_FindEveryObject(int lines)
    {
        PdfReader reader = new(SampleInvoice.Create(lines).ToBytes());

        Assert.All(Enumerable.Range(1, PdfReader.Number(reader.Trailer, "Size") - 1), n => Assert.True(reader.Objects.ContainsKey(n)));
        Assert.Equal(PdfReader.Number(reader.Follow(reader.Catalog, "Pages"), "Count"), reader.Pages.Count());
    }

    [Fact]
    public void Catalog_Always_NamesLanguageTitleAndTags()
    {
        string catalog = new PdfReader(SampleInvoice.Create(1).ToBytes()).Catalog;

        Assert.Contains("/Lang(fr-CA)", catalog, StringComparison.Ordinal);
        Assert.Contains("/DisplayDocTitle true", catalog, StringComparison.Ordinal);
        Assert.Contains("/MarkInfo<</Marked true>>", catalog, StringComparison.Ordinal);
    }

    [Fact]
    public void Structure_OfBlocks_FollowsTheDocument()
    {
        PdfDocument document = new("Tags", "en", SampleInvoice.CreatedAt)
        {
            Footer = page => $"Page {page.Number}",
            Body =
            {
                new Paragraph("Title") { Role = ParagraphRole.Heading1 },
                new Columns("left", new Stack("right one", "right two")),
                new Absolute(10, 10, 100, "address"),
                new Table
                {
                    Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit)],
                    Header = { new TableRow("a", "b") },
                    Rows = { new TableRow("1", new Stack("2", "3")), new TableRow(new TableCell("sum") { ColumnSpan = 2 }) },
                },
                new MatrixCode(new bool[3, 3] { { true, false, true }, { false, true, false }, { true, true, true } }, 50, "code"),
                new Paragraph { Runs = { new("see "), new("here") { Link = new Uri("https://example.org/") }, new(".") } },
            },
        };

        PdfReader reader = new(document.ToBytes());

        Assert.Equal("Document(H1 P P P P Table(TR(TH TH) TR(TD TD(P P)) TR(TD)) Figure P(Link))", reader.Outline());
        Assert.Contains(reader.Objects.Values, o => o.Contains("/Scope/Column", StringComparison.Ordinal));
        Assert.Contains(reader.Objects.Values, o => o.Contains("/ColSpan 2", StringComparison.Ordinal));
        Assert.Contains(reader.Objects.Values, o => o.Contains("/Alt(code)", StringComparison.Ordinal));
        Assert.Contains(reader.Objects.Values, o => o.Contains("/URI(https://example.org/)", StringComparison.Ordinal));
    }

    [Fact]
    public void Content_OfEachPage_BelongsToTheStructureOrIsAnArtifact()
    {
        PdfReader reader = new(SampleInvoice.Create(60).ToBytes());

        foreach (string page in reader.Pages)
        {
            string content = reader.ContentOf(page);
            int depth = 0;
            foreach (string line in content.Split('\n'))
            {
                depth += line.EndsWith("BDC", StringComparison.Ordinal) || line.EndsWith("BMC", StringComparison.Ordinal) ? 1 : line == "EMC" ? -1 : 0;
                Assert.InRange(depth, 0, 1);
                Assert.True(depth == 1 || !line.EndsWith("Tj", StringComparison.Ordinal), line);
            }

            Assert.Equal(0, depth);
        }
    }

    [Fact]
    public void Metadata_WithMarkupAndAccents_IsWellFormed()
    {
        PdfDocument document = new("Été <& \u0001 (1) 😀 \uD800", "fr", SampleInvoice.CreatedAt) { Author = "A & B" };
        PdfReader reader = new(document.ToBytes());

        string xmp = Encoding.UTF8.GetString(reader.StreamOf(PdfReader.Reference(reader.Catalog, "Metadata")));

        string title = System.Xml.Linq.XDocument.Parse(xmp).Descendants("{http://purl.org/dc/elements/1.1/}title").Single().Value;
        Assert.Equal("Été <&  (1) 😀 ", title);
        Assert.Contains("/CreationDate(D:20260302093000-05'00')", reader.Follow(reader.Trailer, "Info"), StringComparison.Ordinal);
    }

    [Fact]
    public void Watermark_IsAnArtifactOnEachPage()
    {
        PdfDocument document = new("Draft", "en", SampleInvoice.CreatedAt) { Watermark = "BROUILLON", Body = { "one", new PageBreak(), "two" } };

        PdfReader reader = new(document.ToBytes());

        Assert.Equal(2, reader.Pages.Count());
        Assert.All(reader.Pages, page => Assert.StartsWith("/Artifact<</Type/Pagination/Subtype/Watermark>>", reader.ContentOf(page), StringComparison.Ordinal));
        Assert.Equal(["one"], reader.LinesOf(0));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    public void Link_OfAnotherKind_IsRefused(string address)
    {
        Assert.Throws<ArgumentException>(() => new TextRun("x") { Link = new Uri(address) });
    }
}
