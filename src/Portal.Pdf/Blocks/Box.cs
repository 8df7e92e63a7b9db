using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>A block with room around it, and a background and borders if wanted.</summary>
public sealed class Box(Block? content = null) : Block
{
    public Block? Content { get; } = content;

    public Edges Padding { get; init; }

    public PdfColor? Background { get; init; }

    /// <summary>On all four sides that name no line of their own.</summary>
    public Stroke? Border { get; init; }

    public Stroke? BorderLeft { get; init; }

    public Stroke? BorderTop { get; init; }

    public Stroke? BorderRight { get; init; }

    public Stroke? BorderBottom { get; init; }

    /// <summary>Points, padding included.</summary>
    public double MinHeight { get; init; }

    internal override LayoutNode CreateNode(LayoutContext context) => new BoxNode(this, context);
}
