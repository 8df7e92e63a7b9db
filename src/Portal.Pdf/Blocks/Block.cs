using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>A piece of a document. Blocks only describe; they hold no state of a rendering and may be used again.</summary>
public abstract class Block
{
    private protected Block()
    {
    }

    /// <summary>Points; the larger of this and the space after the block above counts. Ignored at the top of a page.</summary>
    public double SpaceBefore { get; init; }

    /// <summary>Points.</summary>
    public double SpaceAfter { get; init; }

    /// <summary>Moves to the next page as a whole, unless it is larger than a page.</summary>
    public bool KeepTogether { get; init; }

    /// <summary>Does not end a page: its last line or row stays with the start of the next block.</summary>
    public bool KeepWithNext { get; init; }

    public static implicit operator Block(string text) => new Paragraph(text);

    public static Block FromString(string text) => new Paragraph(text);

    internal abstract LayoutNode CreateNode(LayoutContext context);
}
