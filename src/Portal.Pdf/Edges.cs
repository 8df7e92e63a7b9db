namespace Portal.Pdf;

/// <summary>A distance on each of the four sides, in points.</summary>
public readonly record struct Edges(double Left, double Top, double Right, double Bottom)
{
    public Edges(double all)
        : this(all, all, all, all)
    {
    }

    public Edges(double horizontal, double vertical)
        : this(horizontal, vertical, horizontal, vertical)
    {
    }

    internal double Horizontal => Left + Right;

    internal double Vertical => Top + Bottom;
}
