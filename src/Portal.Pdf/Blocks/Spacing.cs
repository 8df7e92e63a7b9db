using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>Empty room of a height, in points. Dropped at the top of a page.</summary>
public sealed class Spacer(double height) : Block
{
    public double Height { get; } = height;

    internal override LayoutNode CreateNode(LayoutContext context) => new SpacerNode(this);
}

/// <summary>The flow goes on no higher than this: points from the top edge of the page. For the body of the document only.</summary>
public sealed class SkipTo(double y) : Block
{
    public double Y { get; } = y;

    internal override LayoutNode CreateNode(LayoutContext context) => new SkipToNode(this);
}

/// <summary>The flow goes on at the next page. For the body of the document and stacks in it.</summary>
public sealed class PageBreak : Block
{
    internal override LayoutNode CreateNode(LayoutContext context) => new PageBreakNode(this);
}

/// <summary>A horizontal line over the whole width.</summary>
public sealed class Rule(Stroke stroke) : Block
{
    public Stroke Stroke { get; } = stroke;

    internal override LayoutNode CreateNode(LayoutContext context) => new RuleNode(this);
}
