namespace Portal.Pdf.Writing;

/// <summary>An element of the document's logical structure, by which screen readers read it. Its order is that of the document.</summary>
internal sealed class StructureElement(string type, StructureElement? parent)
{
    private readonly List<StructureKid> _kids = new(1);

    public string Type { get; } = type;

    public StructureElement? Parent { get; } = parent;

    public IReadOnlyList<StructureKid> Kids => _kids;

    public string? AlternativeText { get; init; }

    /// <summary>Of its text, where that is not the document's.</summary>
    public string? Language { get; init; }

    /// <summary>PDF syntax of the attribute objects, or null.</summary>
    public string? Attributes { get; set; }

    /// <summary>The object's number in the file, given when it is written.</summary>
    public int Number { get; set; }

    public StructureElement Add(string type, string? alternativeText = null, string? language = null)
    {
        StructureElement child = new(type, this) { AlternativeText = alternativeText, Language = language };
        _kids.Add(new StructureKid(child, null, 0));
        return child;
    }

    public void AddContent(PageCanvas page, int mark) => _kids.Add(new StructureKid(null, page, mark));

    public void AddAnnotation(LinkArea link) => _kids.Add(new StructureKid(null, null, 0) { Link = link });
}

/// <summary>What an element holds: another element, marked content of a page, or a link area.</summary>
internal readonly record struct StructureKid(StructureElement? Element, PageCanvas? Page, int Mark)
{
    public LinkArea? Link { get; init; }
}

/// <summary>A place on a page that opens an address.</summary>
internal sealed record LinkArea(PageCanvas Page, double Left, double Bottom, double Right, double Top, Uri Target, StructureElement Element)
{
    public int Number { get; set; }

    /// <summary>Its key in the parent tree.</summary>
    public int StructParent { get; set; }
}
