using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

/// <summary>A block that is placed whole.</summary>
internal abstract class WholeNode(Block block) : LayoutNode(block)
{
    protected override double SmallestPiece => Height;

    protected override Placement PlaceCore(PageCanvas canvas, in Area area)
    {
        if (!area.Fresh && Height + area.Reserve > area.Room + Tolerance)
        {
            return Placement.Nothing;
        }

        Draw(canvas, area);
        return new Placement(Height, true);
    }

    protected abstract void Draw(PageCanvas canvas, in Area area);
}

internal sealed class SpacerNode(Spacer spacer) : LayoutNode(spacer)
{
    public override double NaturalWidth => 0;

    public override double Height => spacer.Height;

    protected override double SmallestPiece => 0;

    public override void Arrange(double width)
    {
    }

    /// <summary>At the end of a page it takes what is left, at the start of one nothing.</summary>
    protected override Placement PlaceCore(PageCanvas canvas, in Area area) =>
        new(area.Fresh ? 0 : Math.Max(0, Math.Min(spacer.Height, area.Room)), true);
}

internal sealed class SkipToNode(SkipTo skip) : LayoutNode(skip)
{
    public override double NaturalWidth => 0;

    public override double Height => 0;

    protected override double SmallestPiece => 0;

    public override void Arrange(double width)
    {
    }

    protected override Placement PlaceCore(PageCanvas canvas, in Area area) =>
        new(Math.Clamp(skip.Y - area.Y, 0, Math.Max(0, area.Room)), true);
}

internal sealed class PageBreakNode(PageBreak block) : LayoutNode(block)
{
    private bool _broken;

    public override double NaturalWidth => 0;

    public override double Height => 0;

    protected override double SmallestPiece => 0;

    public override void Arrange(double width)
    {
    }

    protected override Placement PlaceCore(PageCanvas canvas, in Area area)
    {
        if (_broken || canvas.IsBlank)
        {
            return new Placement(0, true);
        }

        _broken = true;
        return Placement.Nothing;
    }
}

internal sealed class RuleNode(Rule rule) : WholeNode(rule)
{
    private double _width;

    public override double NaturalWidth => 0;

    public override double Height => rule.Stroke.Thickness;

    public override void Arrange(double width) => _width = width;

    protected override void Draw(PageCanvas canvas, in Area area) =>
        canvas.Fill(area.X, area.Y, _width, rule.Stroke.Thickness, rule.Stroke.Color);
}

internal sealed class AbsoluteNode : LayoutNode
{
    private readonly Absolute _absolute;
    private readonly LayoutNode _content;

    public AbsoluteNode(Absolute absolute, LayoutContext context)
        : base(absolute)
    {
        _absolute = absolute;
        _content = absolute.Content.CreateNode(context with { OwnsText = false });
    }

    public override double NaturalWidth => 0;

    public override double Height => 0;

    protected override double SmallestPiece => 0;

    public override void Arrange(double width) => _content.Arrange(_absolute.Width);

    protected override Placement PlaceCore(PageCanvas canvas, in Area area)
    {
        double room = Math.Max(canvas.Height - _absolute.Y, 0);
        _content.Place(canvas, new Area(_absolute.X, _absolute.Y, room, 0, true, room));
        return new Placement(0, true);
    }
}
