using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

/// <summary>Something drawn in a rectangle, which a screen reader knows by a text.</summary>
internal abstract class FigureNode : WholeNode
{
    private readonly StructureElement? _element;
    private readonly HorizontalAlign _align;
    private double _room;

    protected FigureNode(Block block, string? alternativeText, HorizontalAlign? align, LayoutContext context)
        : base(block)
    {
        _element = alternativeText is null ? null : context.Owner?.Add("Figure", alternativeText);
        _align = align ?? context.Align;
        PageRoom = context.PageRoom;
        IsDecoration = _element is null && context.Owner is not null;
    }

    protected double PageRoom { get; }

    protected double Width { get; private set; }

    /// <summary>Within the text, but no part of it.</summary>
    private bool IsDecoration { get; }

    public sealed override void Arrange(double width)
    {
        _room = width;
        Width = WidthIn(width);
    }

    protected abstract double WidthIn(double room);

    protected sealed override void Draw(PageCanvas canvas, in Area area)
    {
        double slack = Math.Max(_room - Width, 0);
        double x = area.X + (_align switch { HorizontalAlign.Right => slack, HorizontalAlign.Center => slack / 2, _ => 0 });
        if (_element is not null)
        {
            _element.Attributes = "<</O/Layout/Placement/Block/BBox" + canvas.BoundsOf(x, area.Y, Width, Height) + ">>";
        }

        if (IsDecoration)
        {
            canvas.BeginArtifact("");
        }

        DrawFigure(canvas, x, area.Y, _element);
        if (IsDecoration)
        {
            canvas.EndArtifact();
        }
    }

    protected abstract void DrawFigure(PageCanvas canvas, double x, double y, StructureElement? owner);
}

internal sealed class PictureNode(Picture picture, LayoutContext context)
    : FigureNode(picture, picture.AlternativeText, picture.Align, context)
{
    public override double NaturalWidth => WidthIn(picture.MaxWidth ?? picture.Image.Width);

    public override double Height => Width * picture.Image.Height / picture.Image.Width;

    protected override double WidthIn(double room)
    {
        double width = Math.Min(room, picture.MaxWidth ?? room);
        double byHeight = picture.MaxHeight is { } height ? height * picture.Image.Width / picture.Image.Height : width;
        double byPage = PageRoom * picture.Image.Width / picture.Image.Height;
        return Math.Min(width, Math.Min(byHeight, byPage));
    }

    protected override void DrawFigure(PageCanvas canvas, double x, double y, StructureElement? owner) =>
        canvas.Image(picture.Image, x, y, Width, Height, owner);
}

internal sealed class MatrixCodeNode(MatrixCode code, LayoutContext context)
    : FigureNode(code, code.AlternativeText, code.Align, context)
{
    public override double NaturalWidth => code.Size;

    public override double Height => ModuleSize * (code.Modules.GetLength(0) + (2 * code.QuietZone));

    private double ModuleSize => Width / (code.Modules.GetLength(1) + (2 * code.QuietZone));

    protected override double WidthIn(double room) => Math.Min(room, code.Size);

    protected override void DrawFigure(PageCanvas canvas, double x, double y, StructureElement? owner) =>
        canvas.Area(DarkStretches(x, y), code.Color, owner);

    /// <summary>Dark modules beside each other as one rectangle.</summary>
    private IEnumerable<(double X, double Y, double Width, double Height)> DarkStretches(double x, double y)
    {
        double size = ModuleSize;
        int columns = code.Modules.GetLength(1);
        for (int row = 0; row < code.Modules.GetLength(0); row++)
        {
            int from = 0;
            while (from < columns)
            {
                int to = from;
                while (to < columns && code.Modules[row, to])
                {
                    to++;
                }

                if (to > from)
                {
                    yield return (x + ((from + code.QuietZone) * size), y + ((row + code.QuietZone) * size), (to - from) * size, size);
                }

                from = to + 1;
            }
        }
    }
}
