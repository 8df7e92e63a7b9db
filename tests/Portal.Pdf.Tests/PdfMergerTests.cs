using System.Text;
using Portal.Pdf.Merging;
using Portal.Pdf.Tests.Tools;

namespace Portal.Pdf.Tests;

public class PdfMergerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [ToolFact("qpdf")]
    public void Merge_DocumentsOfAllKinds_IsAFileWithoutFault()
    {
        byte[] merged = Merge(SampleInvoice.Create(0), SampleInvoice.Create(60), SampleInvoice.Create(12, TestImages.TransparentLogo()));

        Assert.Contains("No syntax or stream encoding errors found", Tool.Run("qpdf", "--check \"{0}\"", merged), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public void Merge_Documents_HasAllPagesInOrderWithTheirText()
    {
        PdfDocument[] documents = [SampleInvoice.Create(3), SampleInvoice.Create(60), SampleInvoice.Create(1)];

        string text = Tool.Run("pdftotext", "-raw \"{0}\" -", Merge(documents));

        Assert.Equal(string.Concat(documents.Select(d => Tool.Run("pdftotext", "-raw \"{0}\" -", d.ToBytes()))), text);
    }

    [Fact]
    public void Merge_TheSameLogoManyTimes_HoldsItOnce()
    {
        PdfDocument one = SampleInvoice.Create(1, TestImages.TransparentLogo());

        byte[] merged = Merge([.. Enumerable.Repeat(one, 50)]);

        Assert.Equal(Count(one.ToBytes(), "/Subtype/Image"), Count(merged, "/Subtype/Image"));
        Assert.Equal(Count(one.ToBytes(), "/Length1 "), Count(merged, "/Length1 "));
        Assert.Equal(merged, Merge([.. Enumerable.Repeat(one, 50)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.4 from elsewhere")]
    [InlineData("%PDF-1.7\nstartxref\n999999\n%%EOF")]
    public void Merge_WhatTheEngineDidNotWrite_IsRefused(string content)
    {
        using MemoryStream output = new();
        using PdfMerger merger = new(output, "Factures", "fr-CA", Noon);

        Assert.Throws<InvalidDataException>(() => merger.Add(Encoding.Latin1.GetBytes(content)));
    }

    private static int Count(byte[] document, string name) => Encoding.Latin1.GetString(document).Split(name).Length - 1;

    private static byte[] Merge(params PdfDocument[] documents)
    {
        using MemoryStream output = new();
        using PdfMerger merger = new(output, "Factures", "fr-CA", Noon);
        foreach (PdfDocument document in documents)
        {
            merger.Add(document.ToBytes());
        }

        merger.Finish();
        Assert.True(merger.PageCount >= documents.Length);
        return output.ToArray();
    }
}
