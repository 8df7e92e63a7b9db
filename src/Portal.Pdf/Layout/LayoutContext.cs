using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

/// <summary>What a block takes over from its surroundings.</summary>
/// <param name="Owner">The structure element it belongs to; null outside the document's text.</param>
/// <param name="OwnsText">The owner (a table cell) is itself the element of the one paragraph in it.</param>
/// <param name="PageRoom">The height that a block may have at most to stand on one page.</param>
internal sealed record LayoutContext(
    TextStyle Style,
    HorizontalAlign Align,
    StructureElement? Owner,
    bool OwnsText,
    double PageRoom,
    TextShaper Shaper);
