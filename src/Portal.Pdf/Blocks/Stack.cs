using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>Blocks one under the other.</summary>
public sealed class Stack : Block
{
    public Stack()
    {
    }

    public Stack(params Block[] children) => Children = [.. children];

    public IList<Block> Children { get; init; } = [];

    /// <summary>Points between the children, at least.</summary>
    public double Gap { get; init; }

    internal override LayoutNode CreateNode(LayoutContext context) => new StackNode(this, Children, Gap, context);
}
