using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

/// <summary>
/// A block on its way onto the pages. <see cref="Arrange"/> gives it its width, then <see cref="Place"/> draws as much of it as the
/// room on a page allows and is called again for the next page until all is placed.
/// </summary>
internal abstract class LayoutNode(Block block)
{
    /// <summary>Rounding must not push a line to the next page.</summary>
    protected const double Tolerance = 0.01;

    private bool _started;

    public Block Block { get; } = block;

    /// <summary>The width at which nothing would wrap.</summary>
    public abstract double NaturalWidth { get; }

    /// <summary>Of what is still to be placed.</summary>
    public abstract double Height { get; }

    /// <summary>The least room in which <see cref="Place"/> gets on.</summary>
    public double FirstPiece => Block.KeepTogether && !_started ? Height : SmallestPiece;

    /// <summary>As <see cref="FirstPiece"/>, if the block may break.</summary>
    protected abstract double SmallestPiece { get; }

    public abstract void Arrange(double width);

    public Placement Place(PageCanvas canvas, in Area area)
    {
        if (Block.KeepTogether && !_started && !area.Fresh && Height + area.Reserve > area.Room + Tolerance)
        {
            return Placement.Nothing;
        }

        Placement placement = PlaceCore(canvas, area);
        _started |= placement.IsComplete || placement.Height > 0;
        return placement;
    }

    protected abstract Placement PlaceCore(PageCanvas canvas, in Area area);
}

/// <summary>The room that a block may use on a page.</summary>
/// <param name="Room">Height, in points.</param>
/// <param name="Reserve">What must be left below if the block ends here, so that it does not part from the next.</param>
/// <param name="Fresh">Nothing stands on the page yet: something must be placed even if it does not fit.</param>
/// <param name="PageRoom">Height that a whole page offers.</param>
internal readonly record struct Area(double X, double Y, double Room, double Reserve, bool Fresh, double PageRoom);

/// <summary>How much height a block took, and whether it is complete.</summary>
internal readonly record struct Placement(double Height, bool IsComplete)
{
    public static Placement Nothing { get; }

    public bool IsNothing => !IsComplete && Height <= 0;
}
