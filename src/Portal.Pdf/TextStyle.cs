namespace Portal.Pdf;

/// <summary>How text looks. Use <c>with</c> to vary one: <c>style with { Bold = true }</c>.</summary>
public sealed record TextStyle
{
    /// <summary>Points.</summary>
    public double Size { get; init; } = 9;

    public bool Bold { get; init; }

    /// <summary>Bold wins where both are asked for: there is no bold italic face.</summary>
    public bool Italic { get; init; }

    public PdfColor Color { get; init; } = PdfColor.Black;

    /// <summary>From one line to the next, as a multiple of the size.</summary>
    public double LineHeight { get; init; } = 1.35;
}
