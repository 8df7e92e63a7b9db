using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

internal sealed class BoxNode : LayoutNode
{
    private readonly Box _box;
    private readonly LayoutNode? _content;
    private double _width;
    private bool _continued;

    public BoxNode(Box box, LayoutContext context)
        : base(box)
    {
        _box = box;
        _content = box.Content?.CreateNode(context);
    }

    public override double NaturalWidth => (_content?.NaturalWidth ?? 0) + _box.Padding.Horizontal;

    public override double Height => AtLeast((_content?.Height ?? 0) + _box.Padding.Vertical);

    protected override double SmallestPiece =>
        Math.Min(Height, AtLeast((_content?.FirstPiece ?? 0) + _box.Padding.Vertical));

    public override void Arrange(double width)
    {
        _width = width;
        _content?.Arrange(Math.Max(width - _box.Padding.Horizontal, 0));
    }

    protected override Placement PlaceCore(PageCanvas canvas, in Area area)
    {
        if (!area.Fresh && SmallestPiece > area.Room + Tolerance)
        {
            return Placement.Nothing;
        }

        int behind = canvas.BackdropPosition;
        Placement inner = new(0, true);
        if (_content is not null)
        {
            inner = _content.Place(canvas, area with
            {
                X = area.X + _box.Padding.Left,
                Y = area.Y + _box.Padding.Top,
                Room = area.Room - _box.Padding.Vertical,
            });
            if (inner.IsNothing)
            {
                return Placement.Nothing;
            }
        }

        double height = AtLeast(inner.Height + _box.Padding.Vertical);
        DrawBorders(canvas, area.X, area.Y, height);
        if (_box.Background is { } background)
        {
            canvas.FillBehind(behind, area.X, area.Y, _width, height, background);
        }

        _continued = true;
        return new Placement(height, inner.IsComplete);
    }

    private double AtLeast(double height) => _continued ? height : Math.Max(height, _box.MinHeight);

    private void DrawBorders(PageCanvas canvas, double x, double y, double height)
    {
        if ((_box.BorderLeft ?? _box.Border) is { } left)
        {
            canvas.Fill(x, y, left.Thickness, height, left.Color);
        }

        if ((_box.BorderRight ?? _box.Border) is { } right)
        {
            canvas.Fill(x + _width - right.Thickness, y, right.Thickness, height, right.Color);
        }

        if ((_box.BorderTop ?? _box.Border) is { } top)
        {
            canvas.Fill(x, y, _width, top.Thickness, top.Color);
        }

        if ((_box.BorderBottom ?? _box.Border) is { } bottom)
        {
            canvas.Fill(x, y + height - bottom.Thickness, _width, bottom.Thickness, bottom.Color);
        }
    }
}
