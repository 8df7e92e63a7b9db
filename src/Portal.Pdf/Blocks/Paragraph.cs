using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>Text that wraps at the width it gets. A line feed starts a new line, U+00AD marks where a word may be hyphenated.</summary>
public sealed class Paragraph : Block
{
    public Paragraph()
    {
    }

    public Paragraph(string text, TextStyle? style = null)
    {
        Runs.Add(new TextRun(text));
        Style = style;
    }

    public IList<TextRun> Runs { get; init; } = [];

    /// <summary>Null: the style of the surroundings.</summary>
    public TextStyle? Style { get; init; }

    /// <summary>Null: the alignment of the surroundings, left in the end.</summary>
    public HorizontalAlign? Align { get; init; }

    public ParagraphRole Role { get; init; }

    internal override LayoutNode CreateNode(LayoutContext context) => new ParagraphNode(this, context);
}

/// <summary>What a paragraph is to a screen reader.</summary>
public enum ParagraphRole
{
    Text,
    Heading1,
    Heading2,
    Heading3,
}
