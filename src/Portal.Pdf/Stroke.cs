namespace Portal.Pdf;

/// <summary>A line of a thickness (points) and a colour.</summary>
public sealed record Stroke(double Thickness, PdfColor Color)
{
    public static Stroke Hairline { get; } = new(0.5, PdfColor.Gray(200));
}
