using System.Text;
using Portal.Pdf.Tests.Tools;

namespace Portal.Pdf.Tests;

/// <summary>What other programs make of our files.</summary>
public class PdfToolTests
{
    [ToolFact("qpdf")]
    public void Qpdf_ChecksDocumentsOfAllKinds_FindsNothing()
    {
        foreach (PdfDocument document in new[] { SampleInvoice.Create(0), SampleInvoice.Create(1), SampleInvoice.Create(60), SampleInvoice.Create(12, TestImages.TransparentLogo()) })
        {
            string report = Tool.Run("qpdf", "--check \"{0}\"", document.ToBytes());

            Assert.Contains("No syntax or stream encoding errors found", report, StringComparison.Ordinal);
        }
    }

    [ToolFact("pdffonts")]
    public void PdfFonts_OfInvoice_AreEmbeddedSubsetsWithUnicode()
    {
        string[] fonts = Tool.Run("pdffonts", "\"{0}\"", SampleInvoice.Create(60).ToBytes()).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];

        Assert.Equal(3, fonts.Length);
        Assert.All(fonts, font => Assert.Matches(@"^[A-Z]{6}\+NotoSans-(Regular|Bold|Italic) +CID TrueType +Identity-H +yes yes yes ", font));
    }

    [ToolFact("pdfinfo")]
    public void PdfInfo_OfInvoice_SaysTaggedAndTitled()
    {
        string info = Tool.Run("pdfinfo", "\"{0}\"", SampleInvoice.Create(60, size: PageSize.Letter).ToBytes());

        Assert.Matches(@"Tagged: +yes", info);
        Assert.Matches(@"Title: +Facture F-2026-0042", info);
        Assert.Matches(@"Page size: +612 x 792 pts \(letter\)", info);
        Assert.Matches(@"PDF version: +1\.7", info);
    }

    [ToolFact("pdftotext")]
    public void PdfToText_OfInvoice_GivesTheTextInReadingOrder()
    {
        string text = Tool.Run("pdftotext", "-raw \"{0}\" -", SampleInvoice.Create(3).ToBytes());

        string[] expected =
        [
            "Imprimerie du Vieux-Port", "FACTURE", "Société coopérative d’œuvres théâtrales « L’Été »", "Zoë Lefrançois-Bélanger", "Date d’émission",
            "No Description Qté Prix unitaire Montant", "1 Impression offset", "2 Reliure à spirale", "3 Mise en page et épreuve", "Paiement",
            "portail.example/payer", "Sous-total", "Total à payer", "Conditions", "Page 1 de 1",
        ];
        int at = 0;
        foreach (string piece in expected)
        {
            int found = text.IndexOf(piece, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{piece}' is missing or out of order in:\n{text}");
            at = found + piece.Length;
        }
    }

    [ToolFact("pdfinfo")]
    public void PdfInfo_StructureText_ReadsTheTable()
    {
        string structure = Tool.Run("pdfinfo", "-struct-text \"{0}\"", SampleInvoice.Create(60).ToBytes());

        Assert.Matches("TH:\\s+/Scope /Column\\s+\"Qté\"", structure);
        Assert.Contains("\"415, rue de la Commune Est Montréal (Québec)  H2Y 1J4 ", structure, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(structure, "Prix unitaire"));
        Assert.DoesNotContain("reporter", structure, StringComparison.Ordinal);
        Assert.DoesNotContain("Page 1", structure, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public void PdfToText_OfDifficultCharacters_GivesThemBack()
    {
        const string text = "œuvre Ça coûte 1\u202F234,50\u00A0€ à Łódź, Ærø, Straße, Ωμέγα, Привет ½ “x” – 20\u2011A";
        PdfDocument document = new("t", "fr", SampleInvoice.CreatedAt) { Body = { new Paragraph(text) } };

        string read = Tool.Run("pdftotext", "-raw \"{0}\" -", document.ToBytes());

        Assert.Equal(text.Normalize(NormalizationForm.FormKC), read.TrimEnd().Normalize(NormalizationForm.FormKC));
    }

    [ToolFact("pdftotext")]
    public void PdfToText_OfWhatTheFontLacks_LeavesPicturesOutAndMarksLetters()
    {
        PdfDocument document = new("t", "fr", SampleInvoice.CreatedAt) { Body = { "a😀👩‍👩‍👧b 漢\u0000\u0007\uD800\uFFFE e\u0301\u202E!" } };

        string read = Tool.Run("pdftotext", "-raw \"{0}\" -", document.ToBytes());

        Assert.StartsWith("ab \uFFFD\uFFFD\uFFFD é!", read, StringComparison.Ordinal);
    }
}
