using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>A QR code, drawn as areas and so sharp at any size.</summary>
/// <param name="modules">Row by row; true is dark. Its proportions are those of the drawing.</param>
/// <param name="size">Width in points, quiet zone included.</param>
/// <param name="alternativeText">What a screen reader says.</param>
public sealed class MatrixCode(bool[,] modules, double size, string alternativeText) : Block
{
    public bool[,] Modules { get; } = modules;

    public double Size { get; } = size;

    public string AlternativeText { get; } = alternativeText;

    /// <summary>Modules of empty margin to add on each side; 0 if the matrix has its own. QR codes need 4.</summary>
    public int QuietZone { get; init; } = 4;

    public PdfColor Color { get; init; } = PdfColor.Black;

    public HorizontalAlign? Align { get; init; }

    internal override LayoutNode CreateNode(LayoutContext context) => new MatrixCodeNode(this, context);
}
