using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>Blocks side by side. Each column goes on over the page end for itself.</summary>
public sealed class Columns : Block
{
    public Columns()
    {
    }

    /// <summary>Columns of equal width.</summary>
    public Columns(params Block[] contents) => Items = [.. contents.Select(c => new Column(TrackWidth.Share(), c))];

    public IList<Column> Items { get; init; } = [];

    /// <summary>Points between two columns.</summary>
    public double Gap { get; init; } = 16;

    public VerticalAlign VerticalAlign { get; init; }

    internal override LayoutNode CreateNode(LayoutContext context) => new ColumnsNode(this, context);
}

/// <summary>One of the columns of <see cref="Columns"/>; without content it only takes room.</summary>
public sealed record Column(TrackWidth Width, Block? Content = null);
