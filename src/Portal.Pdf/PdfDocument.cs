using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>
/// A document as a flow of blocks, written as a tagged PDF 1.7. The same description gives the same bytes, always.
/// Measures are points, positions count from the top left corner of the page.
/// </summary>
/// <param name="title">Shown by readers in their title bar.</param>
/// <param name="language">The language of the text, for screen readers: "fr-CA", "en".</param>
/// <param name="createdAt">Stands in the document; the engine has no clock of its own.</param>
public sealed class PdfDocument(string title, string language, DateTimeOffset createdAt)
{
    /// <summary>A document of more is refused: it is a mistake or an attack.</summary>
    public const int MaxPages = 10_000;

    public string Title { get; } = title;

    public string Language { get; } = language;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public string? Author { get; init; }

    public string? Subject { get; init; }

    public string? Keywords { get; init; }

    /// <summary>The application that made the document.</summary>
    public string? Creator { get; init; }

    public PageSize PageSize { get; init; } = PageSize.A4;

    public Edges Margins { get; init; } = new(50, 45, 50, 40);

    /// <summary>What every text looks like that says nothing else.</summary>
    public TextStyle Style { get; init; } = new();

    /// <summary>
    /// Content of the top margin side of each page, null for none on that page. It repeats, so screen readers skip it: what must be read
    /// belongs in the body.
    /// </summary>
    public Func<PageInfo, Block?>? Header { get; init; }

    /// <summary>Content at the foot of each page, as <see cref="Header"/>.</summary>
    public Func<PageInfo, Block?>? Footer { get; init; }

    /// <summary>Between the header or footer and the body.</summary>
    public double BandGap { get; init; } = 12;

    /// <summary>A word across each page, behind the content.</summary>
    public string? Watermark { get; init; }

    public IList<Block> Body { get; init; } = [];

    /// <summary>
    /// The same in another language: it follows on pages of its own, with its own header, footer, count of pages and, for screen readers, language. Page size,
    /// watermark and what the file says of itself are those of the first.
    /// </summary>
    public PdfDocument? Then { get; init; }

    /// <exception cref="PdfTooLongException">The document, or what follows it in another language, has more than <see cref="MaxPages"/> pages.</exception>
    public byte[] ToBytes() => DocumentRenderer.Render(this);
}
