using Portal.Pdf;

namespace Portal.Business.Documents;

/// <summary>The few colours of a document, made from the company's own.</summary>
/// <param name="Accent">The company's colour, darkened until it can be read on white.</param>
/// <param name="Tint">A breath of it, for backgrounds.</param>
public sealed record DocumentPalette(PdfColor Accent, PdfColor Tint)
{
    public static PdfColor Ink { get; } = PdfColor.FromHex("#1b1f24");

    /// <summary>For labels and small print; readable on white and on the tint.</summary>
    public static PdfColor Quiet { get; } = PdfColor.FromHex("#57606a");

    public static PdfColor Line { get; } = PdfColor.FromHex("#d0d5db");

    private static PdfColor Usual { get; } = PdfColor.FromHex("#1f5fa8");

    /// <summary>A colour that is none, or can't be read, is mended rather than refused: the document must go out.</summary>
    /// <param name="color">"#rrggbb".</param>
    public static DocumentPalette Of(string? color)
    {
        var accent = PdfColor.TryFromHex(color, out var known) ? known : Usual;
        while (ContrastOnWhite(accent) < Companies.Contrast.ForText)
        {
            accent = new PdfColor(Darker(accent.Red), Darker(accent.Green), Darker(accent.Blue));
        }

        return new DocumentPalette(accent, accent.Lighter(0.93));
    }

    private static double ContrastOnWhite(PdfColor c) => Companies.Contrast.Between($"#{c.Red:x2}{c.Green:x2}{c.Blue:x2}", "#ffffff");

    private static byte Darker(byte part) => (byte)(part * 0.92);
}
