using Portal.Pdf.Fonts;

namespace Portal.Pdf.Writing;

/// <summary>The fonts and images that the pages of one document share.</summary>
internal sealed class DocumentResources
{
    private readonly bool[] _facesUsed = new bool[FontFaces.Count];
    private readonly Dictionary<PdfImage, int> _images = new(ReferenceEqualityComparer.Instance);

    /// <summary>The document's own glyphs of each face.</summary>
    public GlyphSet[] Faces { get; } = [.. Enumerable.Range(0, FontFaces.Count).Select(face => FontFaces.Of(face).ForDocument())];

    public IEnumerable<(int Face, GlyphSet Glyphs)> FacesUsed => Faces.Select((glyphs, face) => (face, glyphs)).Where(f => _facesUsed[f.face]);

    /// <summary>In the order of their numbers.</summary>
    public IEnumerable<PdfImage> Images => _images.OrderBy(i => i.Value).Select(i => i.Key);

    public void UseFace(int face) => _facesUsed[face] = true;

    public int UseImage(PdfImage image)
    {
        if (!_images.TryGetValue(image, out int number))
        {
            number = _images.Count;
            _images.Add(image, number);
        }

        return number;
    }
}
