using System.Text;
using Portal.Pdf.Fonts;

namespace Portal.Pdf.Writing;

/// <summary>
/// A word across the page from the lower left to the upper right, behind everything. It is drawn as areas, not as text, so that it
/// does not get between the words when the document is searched, copied or read out.
/// </summary>
internal static class Watermark
{
    private const double LargestSize = 110;

    /// <summary>Of the page's diagonal.</summary>
    private const double Length = 0.7;

    private static readonly PdfColor s_color = PdfColor.Gray(236);

    /// <summary>The content stream.</summary>
    public static byte[] Draw(string word, PageSize page)
    {
        TrueTypeFont font = FontFaces.Of(FontFaces.Bold).Font;
        ushort[] glyphs = [.. GlyphsOf(word, font)];
        double width = Math.Max(glyphs.Sum(g => font.AdvanceOf(g)), 1) / 1000.0;
        double diagonal = Math.Sqrt((page.Width * page.Width) + (page.Height * page.Height));
        double size = Math.Min(LargestSize, diagonal * Length / width);
        (double sin, double cos) = Math.SinCos(Math.Atan2(page.Height, page.Width));
        double x = (page.Width - (width * size * cos) + (font.CapHeight * size * sin / 1000)) / 2;
        double y = (page.Height - (width * size * sin) - (font.CapHeight * size * cos / 1000)) / 2;

        using PdfBuffer content = new();
        content.Raw("/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\nq\n"u8);
        content.Text(FormattableString.Invariant($"{s_color.Red / 255.0:0.###} g\n{cos:0.####} {sin:0.####} {-sin:0.####} {cos:0.####} {x:0.##} {y:0.##} cm\n"));
        double at = 0;
        foreach (ushort glyph in glyphs)
        {
            foreach (List<OutlinePoint> contour in GlyphPath.Of(font, glyph))
            {
                WriteContour(content, [.. contour.Select(p => new OutlinePoint((p.X * size / 1000) + at, p.Y * size / 1000, p.OnCurve))]);
            }

            at += font.AdvanceOf(glyph) * size / 1000;
        }

        content.Raw("f\nQ\nEMC\n"u8);
        return content.Written.ToArray();
    }

    private static IEnumerable<ushort> GlyphsOf(string word, TrueTypeFont font)
    {
        foreach (Rune rune in word.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && font.GlyphOf(rune.Value) is > 0 and ushort glyph)
            {
                yield return glyph;
            }
        }
    }

    /// <summary>TrueType bends lines by one point, PDF by two: each at two thirds of the way to it.</summary>
    private static void WriteContour(PdfBuffer content, List<OutlinePoint> points)
    {
        if (points.Count < 2)
        {
            return;
        }

        OutlinePoint start = points[0].OnCurve ? points[0] : points[^1].OnCurve ? points[^1] : OutlinePoint.Middle(points[0], points[^1]);
        WritePoint(content, start.X, start.Y).Raw("m\n"u8);
        OutlinePoint from = start;
        int first = points[0].OnCurve ? 1 : 0;
        int last = points[0].OnCurve || !points[^1].OnCurve ? points.Count : points.Count - 1;
        for (int i = first; i < last; i++)
        {
            OutlinePoint point = points[i];
            if (point.OnCurve)
            {
                WritePoint(content, point.X, point.Y).Raw("l\n"u8);
                from = point;
                continue;
            }

            OutlinePoint next = i + 1 < last ? points[i + 1] : start;
            OutlinePoint to = next.OnCurve ? next : OutlinePoint.Middle(point, next);
            WritePoint(content, from.X + ((point.X - from.X) * 2 / 3), from.Y + ((point.Y - from.Y) * 2 / 3));
            WritePoint(content, to.X + ((point.X - to.X) * 2 / 3), to.Y + ((point.Y - to.Y) * 2 / 3));
            WritePoint(content, to.X, to.Y).Raw("c\n"u8);
            from = to;
            i += next.OnCurve && i + 1 < last ? 1 : 0;
        }

        content.Raw("h\n"u8);
    }

    private static PdfBuffer WritePoint(PdfBuffer content, double x, double y) =>
        content.Number(x).Byte((byte)' ').Number(y).Byte((byte)' ');
}
