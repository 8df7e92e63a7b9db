using Portal.Business.Documents;
using Portal.Pdf;

namespace Portal.Business.Documents.Drawing;

/// <summary>The end of a document to sign: room for it, or the record of how it was approved.</summary>
internal static class SheetSigning
{
    /// <param name="hint">What to do with the page.</param>
    public static Block ToSign(Sheet sheet, string hint = "AgreeHint")
    {
        var words = sheet.Words;
        return Framed(sheet, new Stack(
            Title(sheet, words["AgreeTitle"]),
            new Paragraph(words[hint], Sheet.Small),
            new Columns { Gap = 16, SpaceBefore = 4, Items = { Line(sheet, "AgreeName", 1.2), Line(sheet, "AgreeDate", 0.6), Line(sheet, "AgreeSignature", 1.4) } }));
    }

    public static Block Approved(Sheet sheet, Approval approval)
    {
        var words = sheet.Words;
        var facts = new Stack { Gap = 3 };
        Add(facts, sheet, approval.OnBehalf ? "SignedOnBehalf" : "SignedBy", approval.Name);
        Add(facts, sheet, "SignedAt", words.Formats.Moment(sheet.Letterhead.Moment(approval.At)));
        Add(facts, sheet, "SignedReason", approval.Reason);
        Add(facts, sheet, "SignedAddress", approval.IpAddress);
        Add(facts, sheet, "SignedHash", approval.Sha256, Sheet.Small with { Color = DocumentPalette.Ink });
        var columns = new Columns { Gap = 20, Items = { new(TrackWidth.Share(1.6), facts) } };
        if (Signature(approval) is { } image)
        {
            columns.Items.Add(new Column(TrackWidth.Share(), new Box(
                new Picture(image, words.Say("SignedImage", approval.Name)) { MaxWidth = 170, MaxHeight = 70, Align = HorizontalAlign.Center })
            {
                BorderBottom = Sheet.Hairline,
                Padding = new Edges(0, 0, 0, 3),
            }));
        }

        return Framed(sheet, new Stack(Title(sheet, words["SignedTitle"]), columns));
    }

    /// <summary>Signatures are checked when they come in; an old one that can't be read leaves the name alone.</summary>
    private static PdfImage? Signature(Approval approval)
    {
        try
        {
            return approval.Image is { } bytes ? PdfImage.Load(bytes) : null;
        }
        catch (PdfImageException)
        {
            return null;
        }
    }

    private static Box Framed(Sheet sheet, Block content) => new(content)
    {
        KeepTogether = true,
        SpaceBefore = 18,
        Padding = new Edges(12, 9),
        Border = new Stroke(0.75, sheet.Accent),
    };

    private static Paragraph Title(Sheet sheet, string text) => new(text, sheet.Heading) { Role = ParagraphRole.Heading2, SpaceAfter = 4 };

    private static void Add(Stack facts, Sheet sheet, string key, string value, TextStyle? style = null)
    {
        if (value.Length > 0)
        {
            facts.Children.Add(new Stack(new Paragraph(sheet.Words[key], Sheet.Label), new Paragraph(value, style ?? sheet.Strong)));
        }
    }

    private static Column Line(Sheet sheet, string key, double share) => new(
        TrackWidth.Share(share),
        new Stack(new Box { MinHeight = 34, BorderBottom = new Stroke(0.5, DocumentPalette.Quiet) }, new Paragraph(sheet.Words[key], Sheet.Label)));
}
