using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

/// <summary>Lays out the body page by page, then the headers and footers, which know how many pages there are.</summary>
internal sealed class DocumentRenderer
{
    /// <summary>Of the page's height; header and footer take no more each.</summary>
    private const double LargestBand = 0.35;

    /// <summary>Of the page's height; larger pictures are made smaller.</summary>
    private const double LargestPicture = 0.6;

    private readonly PdfDocument _document;
    private readonly DocumentResources _resources;
    private readonly StructureElement _root;
    private readonly TextShaper _shaper;
    private readonly List<PageCanvas> _pages;
    private readonly int _before;

    private DocumentRenderer(PdfDocument document, DocumentResources resources, StructureElement root, List<PageCanvas> pages)
    {
        (_document, _resources, _root, _pages, _before) = (document, resources, root, pages, pages.Count);
        _shaper = new TextShaper(_resources.Faces);
    }

    private double Width => _document.PageSize.Width - _document.Margins.Horizontal;

    public static byte[] Render(PdfDocument document)
    {
        DocumentResources resources = new();
        StructureElement root = new("Document", null);
        List<PageCanvas> pages = [];
        try
        {
            for (PdfDocument? part = document; part is not null; part = part.Then)
            {
                DocumentRenderer renderer = new(part, resources, document.Then is null ? root : root.Add("Part", language: part.Language), pages);
                renderer.PlaceBody();
                renderer.PlaceBands();
            }

            using DocumentWriter writer = new(document, pages, resources, root);
            return writer.Write();
        }
        finally
        {
            foreach (PageCanvas page in pages)
            {
                page.Dispose();
            }
        }
    }

    private void PlaceBody()
    {
        Stack body = new() { Children = _document.Body };
        StackNode node = new(body, _document.Body, 0, Context(_root));
        node.Arrange(Width);
        bool complete = false;
        int without = 0;
        while (!complete)
        {
            if (_pages.Count - _before == PdfDocument.MaxPages)
            {
                throw new PdfTooLongException(PdfDocument.MaxPages);
            }

            Area area = BodyArea(new PageInfo(_pages.Count - _before + 1, _pages.Count - _before + 1));
            PageCanvas page = new(_document.PageSize, _resources);
            _pages.Add(page);
            Placement placement = node.Place(page, area);
            complete = placement.IsComplete;
            without = placement.IsNothing ? without + 1 : 0;
            if (without > 2)
            {
                throw new InvalidOperationException("The layout does not get on: a block finds no room on an empty page.");
            }
        }
    }

    private Area BodyArea(PageInfo page)
    {
        double top = _document.Margins.Top + BandRoom(_document.Header, page);
        double bottom = _document.PageSize.Height - _document.Margins.Bottom - BandRoom(_document.Footer, page);
        return new Area(_document.Margins.Left, top, bottom - top, 0, true, bottom - top);
    }

    private double BandRoom(Func<PageInfo, Block?>? band, PageInfo page) =>
        BandNode(band, page) is { } node ? Math.Min(node.Height, LargestBandHeight) + _document.BandGap : 0;

    private double LargestBandHeight => _document.PageSize.Height * LargestBand;

    private void PlaceBands()
    {
        for (int i = _before; i < _pages.Count; i++)
        {
            PageInfo page = new(i - _before + 1, _pages.Count - _before);
            PlaceBand(_pages[i], BandNode(_document.Header, page), "Header", _ => _document.Margins.Top);
            PlaceBand(_pages[i], BandNode(_document.Footer, page), "Footer", height => _document.PageSize.Height - _document.Margins.Bottom - height);
            _pages[i].Finish();
        }
    }

    private void PlaceBand(PageCanvas canvas, LayoutNode? node, string subtype, Func<double, double> top)
    {
        if (node is null)
        {
            return;
        }

        double height = Math.Min(node.Height, LargestBandHeight);
        canvas.BeginArtifact(subtype);
        node.Place(canvas, new Area(_document.Margins.Left, top(height), height, 0, true, height));
        canvas.EndArtifact();
    }

    private LayoutNode? BandNode(Func<PageInfo, Block?>? band, PageInfo page)
    {
        LayoutNode? node = band?.Invoke(page)?.CreateNode(Context(null));
        node?.Arrange(Width);
        return node;
    }

    private LayoutContext Context(StructureElement? owner) =>
        new(_document.Style, HorizontalAlign.Left, owner, false, _document.PageSize.Height * LargestPicture, _shaper);
}
