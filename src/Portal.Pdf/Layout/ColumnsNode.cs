using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

internal sealed class ColumnsNode : LayoutNode
{
    private readonly Columns _columns;
    private readonly LayoutNode?[] _nodes;
    private readonly bool[] _complete;
    private double[] _widths = [];

    public ColumnsNode(Columns columns, LayoutContext context)
        : base(columns)
    {
        _columns = columns;
        LayoutContext inner = context with { OwnsText = false };
        _nodes = [.. columns.Items.Select(i => i.Content?.CreateNode(inner))];
        _complete = [.. _nodes.Select(n => n is null)];
    }

    public override double NaturalWidth => Gaps + _columns.Items
        .Select((item, i) => item.Width.Kind == TrackKind.Fixed ? item.Width.Value : _nodes[i]?.NaturalWidth ?? 0)
        .Sum();

    public override double Height => Largest(n => n.Height);

    protected override double SmallestPiece => Largest(n => n.FirstPiece);

    private double Gaps => _columns.Gap * Math.Max(0, _nodes.Length - 1);

    public override void Arrange(double width)
    {
        _widths = Tracks.Resolve([.. _columns.Items.Select(i => i.Width)], width - Gaps, i => _nodes[i]?.NaturalWidth ?? 0);
        for (int i = 0; i < _nodes.Length; i++)
        {
            _nodes[i]?.Arrange(_widths[i]);
        }
    }

    protected override Placement PlaceCore(PageCanvas canvas, in Area area)
    {
        double height = Height;
        bool whole = height + (area.Fresh ? 0 : area.Reserve) <= area.Room + Tolerance;
        if (!whole && !area.Fresh && SmallestPiece > area.Room + Tolerance)
        {
            return Placement.Nothing;
        }

        double used = 0;
        double x = area.X;
        for (int i = 0; i < _nodes.Length; i++)
        {
            if (!_complete[i] && _nodes[i] is { } node)
            {
                double slack = whole ? height - node.Height : 0;
                double shift = _columns.VerticalAlign switch { VerticalAlign.Bottom => slack, VerticalAlign.Middle => slack / 2, _ => 0 };
                Placement placement = node.Place(canvas, area with { X = x, Y = area.Y + shift, Room = area.Room - shift });
                _complete[i] = placement.IsComplete;
                used = Math.Max(used, placement.Height + shift);
            }

            x += _widths[i] + _columns.Gap;
        }

        return new Placement(used, _complete.All(c => c));
    }

    private double Largest(Func<LayoutNode, double> measure)
    {
        double largest = 0;
        for (int i = 0; i < _nodes.Length; i++)
        {
            largest = !_complete[i] && _nodes[i] is { } node ? Math.Max(largest, measure(node)) : largest;
        }

        return largest;
    }
}
