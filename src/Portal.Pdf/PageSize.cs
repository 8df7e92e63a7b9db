namespace Portal.Pdf;

/// <summary>Width and height of a page, in points (1/72 inch).</summary>
public readonly record struct PageSize(double Width, double Height)
{
    public static PageSize A4 { get; } = new(595.28, 841.89);

    public static PageSize Letter { get; } = new(612, 792);
}
