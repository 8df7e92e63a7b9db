using System.Globalization;
using System.IO.Compression;
using Portal.Pdf.Fonts;

namespace Portal.Pdf.Writing;

/// <summary>Writes the pages, fonts, images, structure and metadata of a laid out document.</summary>
internal sealed class DocumentWriter(PdfDocument document, IReadOnlyList<PageCanvas> pages, DocumentResources resources, StructureElement root)
    : IDisposable
{
    private readonly PdfFile _file = new();
    private int _pageTree;
    private int _resources;
    private int _structureRoot;

    public void Dispose() => _file.Dispose();

    public byte[] Write()
    {
        int catalog = _file.Reserve();
        int information = _file.Reserve();
        int metadata = _file.Reserve();
        _pageTree = _file.Reserve();
        _resources = _file.Reserve();
        _structureRoot = _file.Reserve();
        foreach (PageCanvas page in pages)
        {
            page.Number = _file.Reserve();
        }

        WritePages();
        WriteResources();
        WriteStructure();
        _file.WriteStream(metadata, "/Type/Metadata/Subtype/XML", Metadata.Xmp(document));
        Metadata.WriteInformation(_file.Begin(information), document);
        PdfBuffer entry = _file.Begin(catalog);
        entry.Raw("<</Type/Catalog/Version/1.7/Pages "u8).Reference(_pageTree);
        entry.Raw("/Lang"u8).ReadableText(document.Language);
        entry.Raw("/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot "u8).Reference(_structureRoot);
        entry.Raw("/Metadata "u8).Reference(metadata).Raw(">>"u8);
        return _file.Finish(catalog, information);
    }

    private void WritePages()
    {
        string watermark = WriteWatermark();
        int key = pages.Count;
        for (int i = 0; i < pages.Count; i++)
        {
            PageCanvas page = pages[i];
            int content = _file.Reserve();
            WriteContent(content, page);
            foreach (LinkArea link in page.Links)
            {
                link.Number = _file.Reserve();
                link.StructParent = key++;
                WriteLink(link);
            }

            PdfBuffer entry = _file.Begin(page.Number);
            entry.Raw("<</Type/Page/Parent "u8).Reference(_pageTree);
            entry.Raw("/MediaBox[0 0 "u8).Number(document.PageSize.Width).Byte((byte)' ').Number(document.PageSize.Height).Byte((byte)']');
            entry.Raw("/Resources "u8).Reference(_resources);
            entry.Raw("/Contents["u8).Text(watermark).Reference(content).Byte((byte)']');
            entry.Raw("/Tabs/S/StructParents "u8).Integer(i);
            if (page.Links.Count > 0)
            {
                entry.Raw("/Annots["u8);
                foreach (LinkArea link in page.Links)
                {
                    entry.Reference(link.Number).Byte((byte)' ');
                }

                entry.Byte((byte)']');
            }

            entry.Raw(">>"u8);
        }

        PdfBuffer tree = _file.Begin(_pageTree);
        tree.Raw("<</Type/Pages/Count "u8).Integer(pages.Count).Raw("/Kids["u8);
        foreach (PageCanvas page in pages)
        {
            tree.Reference(page.Number).Byte((byte)' ');
        }

        tree.Raw("]>>"u8);
    }

    /// <summary>A stream that all pages begin with; the reference to it, or nothing.</summary>
    private string WriteWatermark()
    {
        if (string.IsNullOrWhiteSpace(document.Watermark))
        {
            return "";
        }

        int number = _file.Reserve();
        _file.WriteCompressed(number, "", Watermark.Draw(document.Watermark, document.PageSize));
        return $"{number} 0 R ";
    }

    private void WriteContent(int number, PageCanvas page)
    {
        using PdfBuffer all = new(page.Backdrop.Length + page.Content.Length + 64);
        if (page.Backdrop.Length > 0)
        {
            all.Raw("/Artifact BMC\nq\n"u8).Raw(page.Backdrop).Raw("Q\nEMC\n"u8);
        }

        all.Raw(page.Content);
        _file.WriteCompressed(number, "", all.Written);
    }

    private void WriteLink(LinkArea link)
    {
        PdfBuffer entry = _file.Begin(link.Number);
        entry.Raw("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect["u8).Number(link.Left).Byte((byte)' ').Number(link.Bottom);
        entry.Byte((byte)' ').Number(link.Right).Byte((byte)' ').Number(link.Top).Raw("]/A<</S/URI/URI"u8).ReadableText(AsciiForm(link.Target));
        entry.Raw(">>/Contents"u8).ReadableText(link.Target.AbsoluteUri).Raw("/StructParent "u8).Integer(link.StructParent).Raw(">>"u8);
    }

    /// <summary>PDF wants addresses in ASCII; only the host of an absolute address may be otherwise.</summary>
    private static string AsciiForm(Uri uri) =>
        System.Text.Ascii.IsValid(uri.AbsoluteUri) ? uri.AbsoluteUri : uri.AbsoluteUri.Replace(uri.Host, uri.IdnHost, StringComparison.Ordinal);

    private void WriteResources()
    {
        List<(string Name, int Number)> fonts = [];
        foreach ((int face, GlyphSet glyphs) in resources.FacesUsed)
        {
            fonts.Add(("F" + face.ToString(CultureInfo.InvariantCulture), WriteFont(glyphs)));
        }

        List<(string Name, int Number)> images = [];
        foreach (PdfImage image in resources.Images)
        {
            images.Add(("Im" + images.Count.ToString(CultureInfo.InvariantCulture), WriteImage(image)));
        }

        PdfBuffer entry = _file.Begin(_resources);
        entry.Raw("<<"u8);
        WriteNames(entry, "/Font<<", fonts);
        WriteNames(entry, "/XObject<<", images);
        entry.Raw(">>"u8);
    }

    private static void WriteNames(PdfBuffer entry, string kind, List<(string Name, int Number)> names)
    {
        if (names.Count > 0)
        {
            entry.Text(kind);
            foreach ((string name, int number) in names)
            {
                entry.Byte((byte)'/').Text(name).Byte((byte)' ').Reference(number);
            }

            entry.Raw(">>"u8);
        }
    }

    private int WriteFont(GlyphSet glyphs)
    {
        TrueTypeFont font = glyphs.Font;
        FontProgram program = glyphs.Program.Value;
        int file = _file.Reserve();
        _file.WriteStream(file, $"/Length1 {program.FileLength}/Filter/FlateDecode", program.CompressedFile);
        int characters = _file.Reserve();
        _file.WriteStream(characters, "/Filter/FlateDecode", program.CompressedCharacters);

        int descriptor = _file.Reserve();
        string bounds = string.Join(' ', font.Bounds);
        int flags = font.ItalicAngle == 0 ? 4 : 4 | 64;
        int stem = font.Name.Contains("Bold", StringComparison.Ordinal) ? 140 : 80;
        _file.Begin(descriptor).Text(
            $"<</Type/FontDescriptor/FontName/{program.SubsetName}/Flags {flags}/FontBBox[{bounds}]/ItalicAngle {font.ItalicAngle}"
            + $"/Ascent {font.Ascent}/Descent {font.Descent}/CapHeight {font.CapHeight}/StemV {stem}/FontFile2 {file} 0 R>>");

        int descendant = _file.Reserve();
        _file.Begin(descendant).Text(
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{program.SubsetName}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            + $"/FontDescriptor {descriptor} 0 R/CIDToGIDMap/Identity/DW 600/W{program.Widths}>>");

        int number = _file.Reserve();
        _file.Begin(number).Text(
            $"<</Type/Font/Subtype/Type0/BaseFont/{program.SubsetName}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {characters} 0 R>>");
        return number;
    }

    private int WriteImage(PdfImage image)
    {
        string mask = "";
        if (image.Alpha is not null)
        {
            int alpha = _file.Reserve();
            _file.WriteStream(
                alpha,
                $"/Type/XObject/Subtype/Image/Width {image.PixelWidth}/Height {image.PixelHeight}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
                image.Alpha);
            mask = $"/SMask {alpha} 0 R";
        }

        int number = _file.Reserve();
        _file.WriteStream(
            number,
            $"/Type/XObject/Subtype/Image/Width {image.PixelWidth}/Height {image.PixelHeight}{image.Entries}{mask}",
            image.Data);
        return number;
    }

    private void WriteStructure() => new StructureWriter(_file, _structureRoot, pages).Write(root);
}
