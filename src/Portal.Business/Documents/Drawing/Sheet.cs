using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Invoicing;
using Portal.Pdf;

namespace Portal.Business.Documents.Drawing;

/// <summary>
/// The paper that every document is drawn on: page, styles, language, and the head and foot that repeat. Places are those of window
/// envelopes: in France a DL with the window on the right, in Canada a No. 10 with the window on the left.
/// </summary>
internal sealed class Sheet
{
    public Sheet(DocumentWords words, Letterhead letterhead, SellerParty seller, string currency)
    {
        Words = words;
        Letterhead = letterhead;
        Seller = seller;
        Currency = currency;
        IsA4 = letterhead.Paper == PaperFormat.A4;
        Accent = letterhead.Palette.Accent;
        Strong = new TextStyle { Bold = true, Color = DocumentPalette.Ink };
        Heading = new TextStyle { Size = 10, Bold = true, Color = Accent };
    }

    public static TextStyle Body { get; } = new() { Size = 9, Color = DocumentPalette.Ink };

    public static TextStyle Small { get; } = new() { Size = 7.5, Color = DocumentPalette.Quiet, LineHeight = 1.4 };

    public static TextStyle Label { get; } = new() { Size = 7.5, Color = DocumentPalette.Quiet };

    public static Stroke Hairline { get; } = new(0.5, DocumentPalette.Line);

    public TextStyle Strong { get; }

    public TextStyle Heading { get; }

    public DocumentWords Words { get; }

    public Formats Formats => Words.Formats;

    public Letterhead Letterhead { get; }

    public SellerParty Seller { get; }

    public string Currency { get; }

    public PdfColor Accent { get; }

    public PdfColor Tint => Letterhead.Palette.Tint;

    public bool IsA4 { get; }

    public bool IsFrench => Seller.Address.IsFrench;

    public double Margin => IsA4 ? Units.Millimetres(18) : Units.Inches(0.75);

    public double Width => (IsA4 ? PageSize.A4.Width : PageSize.Letter.Width) - (2 * Margin);

    /// <summary>Where the row of the two parties starts: the label just above the window, the address behind it.</summary>
    public double PartiesTop => IsA4 ? Units.Millimetres(45) : Units.Inches(1.97);

    /// <summary>Below the window of a folded page that rests on the bottom of its envelope, so that nothing else shows through.</summary>
    public double BodyTop => IsA4 ? Units.Millimetres(88) : Units.Inches(3.3);

    public string Amount(decimal amount) => Formats.Amount(amount, Currency);

    /// <param name="title">With the number; the title of the file and of the pages after the first.</param>
    /// <param name="createdAt">UTC; stands in the file.</param>
    /// <param name="then">The same in another language.</param>
    public PdfDocument Document(string title, DateTime createdAt, IList<Block> body, string? watermark = null, PdfDocument? then = null) =>
        new(title, Words.Language, new DateTimeOffset(DateTime.SpecifyKind(createdAt, DateTimeKind.Utc)))
        {
            Author = Seller.LegalName,
            Creator = "Portal",
            PageSize = IsA4 ? PageSize.A4 : PageSize.Letter,
            Margins = new Edges(Margin, 34, Margin, 30),
            Style = Body,
            Watermark = watermark,
            Header = page => page.Number == 1 ? null : Continued(title),
            Footer = page => Footer(page),
            Body = body,
            Then = then,
        };

    private Box Continued(string title) => new(new Columns
    {
        Items =
        {
            new(TrackWidth.Share(), new Paragraph(title, Small with { Bold = true, Color = Accent })),
            new(TrackWidth.Share(), new Paragraph(Seller.LegalName, Small) { Align = HorizontalAlign.Right }),
        },
    })
    {
        Padding = new Edges(0, 0, 0, 4),
        BorderBottom = Hairline,
    };

    private Box Footer(PageInfo page) => new(new Columns
    {
        Gap = 20,
        Items =
        {
            new(TrackWidth.Share(), new Paragraph(Identity.Lines(Words, Seller, Letterhead.Currency), Small with { Size = 7 })),
            new(TrackWidth.Fit, new Paragraph(Words.Say("PageOf", page.Number, page.Count), Small) { Align = HorizontalAlign.Right }),
        },
    })
    {
        Padding = new Edges(0, 5, 0, 0),
        BorderTop = Hairline,
    };
}
