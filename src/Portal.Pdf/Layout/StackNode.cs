using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

internal sealed class StackNode : LayoutNode
{
    /// <summary>So many blocks that keep with their next are looked ahead at.</summary>
    private const int LongestChain = 8;

    private readonly LayoutNode[] _children;
    private readonly double _gap;
    private int _next;
    private double _remaining;

    public StackNode(Block block, IList<Block> children, double gap, LayoutContext context)
        : base(block)
    {
        LayoutContext inner = context.OwnsText && children.Count > 1 ? context with { OwnsText = false } : context;
        _children = [.. children.Select(c => c.CreateNode(inner))];
        _gap = gap;
    }

    public override double NaturalWidth => _children.Length == 0 ? 0 : _children.Max(c => c.NaturalWidth);

    public override double Height => _next < _children.Length ? _remaining + _children[_next].Height : 0;

    protected override double SmallestPiece =>
        _next < _children.Length ? _children[_next].FirstPiece + (_children[_next].Block.KeepWithNext ? Following(_next, 0) : 0) : 0;

    public override void Arrange(double width)
    {
        foreach (LayoutNode child in _children)
        {
            child.Arrange(width);
        }

        _remaining = 0;
        for (int i = 1; i < _children.Length; i++)
        {
            _remaining += GapBefore(i) + _children[i].Height;
        }
    }

    protected override Placement PlaceCore(PageCanvas canvas, in Area area)
    {
        double used = 0;
        while (_next < _children.Length)
        {
            LayoutNode child = _children[_next];
            double gap = used > 0 ? GapBefore(_next) : 0;
            double reserve = _next == _children.Length - 1 ? area.Reserve : child.Block.KeepWithNext ? Following(_next, 0) : 0;
            bool fresh = area.Fresh && used <= 0;
            Area room = area with { Y = area.Y + used + gap, Room = area.Room - used - gap, Reserve = reserve, Fresh = fresh };
            Placement placement = child.Place(canvas, room);
            if (placement.IsNothing)
            {
                return new Placement(used, false);
            }

            used += placement.Height > 0 ? gap + placement.Height : 0;
            if (!placement.IsComplete)
            {
                return new Placement(used, false);
            }

            _next++;
            if (_next < _children.Length)
            {
                _remaining -= GapBefore(_next) + _children[_next].Height;
            }
        }

        return new Placement(used, true);
    }

    private double GapBefore(int index)
    {
        double spaces = Math.Max(_children[index - 1].Block.SpaceAfter, _children[index].Block.SpaceBefore);
        return Math.Max(_gap, spaces);
    }

    /// <summary>The room that must stand below a block which keeps with its next.</summary>
    private double Following(int index, int depth)
    {
        if (index + 1 >= _children.Length)
        {
            return 0;
        }

        LayoutNode next = _children[index + 1];
        bool whole = next.FirstPiece >= next.Height - Tolerance;
        double chain = whole && next.Block.KeepWithNext && depth < LongestChain ? Following(index + 1, depth + 1) : 0;
        return GapBefore(index + 1) + next.FirstPiece + chain;
    }
}
