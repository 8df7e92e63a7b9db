using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>An image, in its proportions as large as the box of <see cref="MaxWidth"/> and <see cref="MaxHeight"/> allows.</summary>
/// <param name="alternativeText">What a screen reader says; null for decoration.</param>
public sealed class Picture(PdfImage image, string? alternativeText) : Block
{
    public PdfImage Image { get; } = image;

    public string? AlternativeText { get; } = alternativeText;

    /// <summary>Points; null: the width there is.</summary>
    public double? MaxWidth { get; init; }

    /// <summary>Points; null: as the width gives it.</summary>
    public double? MaxHeight { get; init; }

    /// <summary>Null: the alignment of the surroundings.</summary>
    public HorizontalAlign? Align { get; init; }

    internal override LayoutNode CreateNode(LayoutContext context) => new PictureNode(this, context);
}
