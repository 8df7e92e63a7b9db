namespace Portal.Pdf;

/// <summary>The width of a column: in points, a share of what is left, or as wide as its content needs.</summary>
public readonly record struct TrackWidth
{
    private TrackWidth(TrackKind kind, double value)
    {
        Kind = kind;
        Value = value;
    }

    /// <summary>As wide as the widest content, so that amounts never wrap.</summary>
    public static TrackWidth Fit { get; } = new(TrackKind.Fit, 0);

    internal TrackKind Kind { get; }

    internal double Value { get; }

    /// <summary>Points.</summary>
    public static TrackWidth Fixed(double points) => new(TrackKind.Fixed, points);

    /// <summary>What the other columns leave is divided in proportion to the weights.</summary>
    public static TrackWidth Share(double weight = 1) => new(TrackKind.Share, weight);
}

internal enum TrackKind
{
    Share,
    Fixed,
    Fit,
}
