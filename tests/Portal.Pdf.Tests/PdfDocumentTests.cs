using System.Text;

namespace Portal.Pdf.Tests;

public class PdfDocumentTests
{
    [Fact]
    public void Document_SameInput_GivesSameBytes()
    {
        byte[] first = SampleInvoice.Create(12).ToBytes();
        byte[] second = SampleInvoice.Create(12).ToBytes();

        Assert.Equal(first, second);
    }

    [Fact]
    public void Document_RenderedTwice_GivesSameBytes()
    {
        PdfDocument document = SampleInvoice.Create(60);

        Assert.Equal(document.ToBytes(), document.ToBytes());
    }

    [Fact]
    public void Document_OfOnePage_IsSmall()
    {
        byte[] bytes = SampleInvoice.Create(12).ToBytes();

        Assert.InRange(bytes.Length, 1, 40_000);
        Assert.StartsWith("%PDF-1.7", Encoding.Latin1.GetString(bytes, 0, 8), StringComparison.Ordinal);
    }

    [Fact]
    public void Document_Empty_HasOnePage()
    {
        byte[] bytes = new PdfDocument("Nothing", "en", SampleInvoice.CreatedAt).ToBytes();

        Assert.EndsWith("%%EOF\n", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
    }
}
