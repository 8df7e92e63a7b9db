using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>
/// A block at a fixed place of the page, such as an address behind the window of an envelope. It takes no room in the flow (see
/// <see cref="SkipTo"/>) and is read where it stands in the document. What reaches beyond the end of the page is left out.
/// </summary>
/// <param name="x">Points from the left edge of the page.</param>
/// <param name="y">Points from the top edge of the page.</param>
public sealed class Absolute(double x, double y, double width, Block content) : Block
{
    public double X { get; } = x;

    public double Y { get; } = y;

    public double Width { get; } = width;

    public Block Content { get; } = content;

    internal override LayoutNode CreateNode(LayoutContext context) => new AbsoluteNode(this, context);
}
