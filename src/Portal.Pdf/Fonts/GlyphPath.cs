using System.Buffers.Binary;

namespace Portal.Pdf.Fonts;

/// <summary>The outline of a glyph as closed contours of points, in units of the font; composites are resolved.</summary>
internal static class GlyphPath
{
    private const int DeepestComposite = 6;

    public static List<List<OutlinePoint>> Of(TrueTypeFont font, ushort glyph) => Of(font, glyph, 0);

    private static List<List<OutlinePoint>> Of(TrueTypeFont font, ushort glyph, int depth)
    {
        ReadOnlySpan<byte> outline = font.OutlineOf(glyph);
        if (outline.Length < 10 || depth > DeepestComposite)
        {
            return [];
        }

        int contours = BinaryPrimitives.ReadInt16BigEndian(outline);
        return contours >= 0 ? Simple(outline, contours) : Composite(font, outline, depth);
    }

    /// <summary>TrueType, "glyf": ends of contours, (no) instructions, then flags, x and y, each packed.</summary>
    private static List<List<OutlinePoint>> Simple(ReadOnlySpan<byte> outline, int contours)
    {
        int[] ends = new int[contours];
        for (int i = 0; i < contours; i++)
        {
            ends[i] = BinaryPrimitives.ReadUInt16BigEndian(outline[(10 + (2 * i))..]);
        }

        int count = contours == 0 ? 0 : ends[^1] + 1;
        int at = 10 + (2 * contours) + 2;
        byte[] flags = new byte[count];
        for (int i = 0; i < count; i++)
        {
            flags[i] = outline[at++];
            for (int repeats = (flags[i] & 8) != 0 ? outline[at++] : 0; repeats > 0; repeats--)
            {
                flags[i + 1] = flags[i];
                i++;
            }
        }

        int[] x = Coordinates(outline, flags, 2, 16, ref at);
        int[] y = Coordinates(outline, flags, 4, 32, ref at);
        List<List<OutlinePoint>> result = [];
        int from = 0;
        foreach (int end in ends)
        {
            result.Add([.. Enumerable.Range(from, end + 1 - from).Select(i => new OutlinePoint(x[i], y[i], (flags[i] & 1) != 0))]);
            from = end + 1;
        }

        return result;
    }

    private static int[] Coordinates(ReadOnlySpan<byte> outline, byte[] flags, int shortBit, int sameBit, ref int at)
    {
        int[] values = new int[flags.Length];
        int value = 0;
        for (int i = 0; i < flags.Length; i++)
        {
            bool same = (flags[i] & sameBit) != 0;
            if ((flags[i] & shortBit) != 0)
            {
                value += same ? outline[at] : -outline[at];
                at++;
            }
            else if (!same)
            {
                value += BinaryPrimitives.ReadInt16BigEndian(outline[at..]);
                at += 2;
            }

            values[i] = value;
        }

        return values;
    }

    /// <summary>Components are moved to their place; scaled ones do not occur in our fonts and are only moved.</summary>
    private static List<List<OutlinePoint>> Composite(TrueTypeFont font, ReadOnlySpan<byte> outline, int depth)
    {
        List<List<OutlinePoint>> result = [];
        foreach (int position in TrueTypeFont.ComponentPositions(outline))
        {
            bool words = (BinaryPrimitives.ReadUInt16BigEndian(outline[(position - 2)..]) & 1) != 0;
            int dx = words ? BinaryPrimitives.ReadInt16BigEndian(outline[(position + 2)..]) : (sbyte)outline[position + 2];
            int dy = words ? BinaryPrimitives.ReadInt16BigEndian(outline[(position + 4)..]) : (sbyte)outline[position + 3];
            foreach (List<OutlinePoint> contour in Of(font, BinaryPrimitives.ReadUInt16BigEndian(outline[position..]), depth + 1))
            {
                result.Add([.. contour.Select(p => p with { X = p.X + dx, Y = p.Y + dy })]);
            }
        }

        return result;
    }
}

/// <summary>A point of an outline; off the curve it bends the line between its neighbours.</summary>
internal readonly record struct OutlinePoint(double X, double Y, bool OnCurve)
{
    public static OutlinePoint Middle(OutlinePoint a, OutlinePoint b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2, true);
}
