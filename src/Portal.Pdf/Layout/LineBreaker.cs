namespace Portal.Pdf.Layout;

/// <summary>Divides a text into lines no wider than the room, in one pass.</summary>
internal static class LineBreaker
{
    private const double Tolerance = 0.01;

    public static double WidestLine(ShapedText text)
    {
        double widest = 0;
        double width = 0;
        double spaces = 0;
        for (int i = 0; i < text.Count; i++)
        {
            switch (text.Kinds[i])
            {
                case GlyphKind.NewLine:
                    width = spaces = 0;
                    break;
                case GlyphKind.Space:
                    spaces += text.Widths[i];
                    break;
                case GlyphKind.SoftHyphen or GlyphKind.BreakHere:
                    break;
                default:
                    width += spaces + text.Widths[i];
                    spaces = 0;
                    widest = Math.Max(widest, width);
                    break;
            }
        }

        return widest;
    }

    public static List<TextLine> Break(ShapedText text, double room)
    {
        ReadOnlySpan<GlyphKind> kinds = text.Kinds;
        ReadOnlySpan<float> widths = text.Widths;
        int length = kinds.Length;
        while (length > 0 && kinds[length - 1] is GlyphKind.NewLine or GlyphKind.Space or GlyphKind.BreakHere)
        {
            length--;
        }

        kinds = kinds[..length];
        List<TextLine> lines = new(1);
        int start = 0;
        while (start <= length)
        {
            TextLine line = NextLine(kinds, widths, start, room + Tolerance);
            lines.Add(line);
            start = line.Next;
        }

        return lines;
    }

    private static TextLine NextLine(ReadOnlySpan<GlyphKind> kinds, ReadOnlySpan<float> widths, int start, double room)
    {
        TextLine? best = null;
        double width = 0;
        double inked = 0;
        int inkedEnd = start;
        for (int i = start; i < kinds.Length; i++)
        {
            GlyphKind kind = kinds[i];
            if (kind == GlyphKind.NewLine)
            {
                return new TextLine(start, inkedEnd, i + 1, inked);
            }

            if (kind is GlyphKind.Space or GlyphKind.BreakHere)
            {
                int next = i;
                do
                {
                    width += widths[next++];
                }
                while (next < kinds.Length && kinds[next] is GlyphKind.Space or GlyphKind.BreakHere);
                best = new TextLine(start, inkedEnd, next, inked);
                i = next - 1;
                continue;
            }

            if (kind == GlyphKind.SoftHyphen)
            {
                best = width + widths[i] <= room ? new TextLine(start, i + 1, i + 1, width + widths[i]) : best;
                continue;
            }

            if (width + widths[i] > room && i > start)
            {
                return best ?? new TextLine(start, inkedEnd, i, inked);
            }

            width += widths[i];
            inked = width;
            inkedEnd = i + 1;
            if (kind == GlyphKind.BreakAfter)
            {
                best = new TextLine(start, inkedEnd, inkedEnd, inked);
            }
        }

        return new TextLine(start, inkedEnd, kinds.Length + 1, inked);
    }
}

/// <summary>A line of glyphs from <paramref name="Start"/> up to <paramref name="End"/>; the next one begins at <paramref name="Next"/>.</summary>
internal readonly record struct TextLine(int Start, int End, int Next, double Width);
