using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Portal.Pdf.Fonts;

/// <summary>
/// What the engine needs of a TrueType file: which glyph stands for a character, how wide it is, what it looks like.
/// Read once; afterwards safe to use from many threads.
/// </summary>
internal sealed class TrueTypeFont
{
    private const int ArgumentsAreWords = 0x0001;
    private const int HasScale = 0x0008;
    private const int MoreComponents = 0x0020;
    private const int HasXAndYScale = 0x0040;
    private const int HasTwoByTwo = 0x0080;
    private const int HasInstructions = 0x0100;

    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly ushort[] _basicGlyphs = new ushort[0x10000];
    private readonly Dictionary<int, ushort> _otherGlyphs = [];
    private readonly bool _longOffsets;
    private readonly int _horizontalMetrics;
    private readonly double _unitsPerEm;
    private readonly ConcurrentDictionary<ushort, byte[]> _outlines = new();

    public TrueTypeFont(string name, byte[] file)
    {
        Name = name;
        _file = file;
        int count = U16(4);
        for (int i = 0; i < count; i++)
        {
            int record = 12 + (16 * i);
            string tag = System.Text.Encoding.ASCII.GetString(file, record, 4);
            _tables[tag] = ((int)U32(record + 8), (int)U32(record + 12));
        }

        int head = _tables["head"].Offset;
        _unitsPerEm = U16(head + 18);
        _longOffsets = U16(head + 50) != 0;
        Bounds = [Thousandths(I16(head + 36)), Thousandths(I16(head + 38)), Thousandths(I16(head + 40)), Thousandths(I16(head + 42))];
        int hhea = _tables["hhea"].Offset;
        Ascent = Thousandths(I16(hhea + 4));
        Descent = Thousandths(I16(hhea + 6));
        _horizontalMetrics = U16(hhea + 34);
        GlyphCount = U16(_tables["maxp"].Offset + 4);
        int os2 = _tables["OS/2"].Offset;
        CapHeight = Thousandths(I16(os2 + 88));
        ItalicAngle = I16(_tables["post"].Offset + 4);
        ReadCharacterMap();
    }

    public string Name { get; }
    public int GlyphCount { get; }

    /// <summary>Thousandths of the text size, above the base line.</summary>
    public int Ascent { get; }

    /// <summary>Thousandths of the text size, negative: below the base line.</summary>
    public int Descent { get; }

    public int CapHeight { get; }

    /// <summary>Whole degrees, negative where the letters lean to the right.</summary>
    public int ItalicAngle { get; }

    public int[] Bounds { get; }

    /// <summary>0 where the font has no such character.</summary>
    public ushort GlyphOf(int codePoint) =>
        codePoint < 0x10000 ? _basicGlyphs[codePoint] : _otherGlyphs.GetValueOrDefault(codePoint);

    /// <summary>Thousandths of the text size.</summary>
    public int AdvanceOf(ushort glyph) => Thousandths(U16(_tables["hmtx"].Offset + (4 * Math.Min(glyph, _horizontalMetrics - 1))));

    public short LeftBearingOf(ushort glyph)
    {
        int metrics = _tables["hmtx"].Offset;
        return glyph < _horizontalMetrics
            ? I16(metrics + (4 * glyph) + 2)
            : I16(metrics + (4 * _horizontalMetrics) + (2 * (glyph - _horizontalMetrics)));
    }

    public ushort RawAdvanceOf(ushort glyph) => U16(_tables["hmtx"].Offset + (4 * Math.Min(glyph, _horizontalMetrics - 1)));

    public ReadOnlySpan<byte> Table(string tag) => _file.AsSpan(_tables[tag].Offset, _tables[tag].Length);

    /// <summary>The outline without its hinting program, which print and modern screens do not use.</summary>
    public byte[] OutlineOf(ushort glyph) => _outlines.GetOrAdd(glyph, static (id, font) => font.ReadOutline(id), this);

    /// <summary>Where in the outline the numbers of the glyphs it is composed of are written; none for a simple glyph.</summary>
    public static List<int> ComponentPositions(ReadOnlySpan<byte> outline)
    {
        List<int> positions = [];
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return positions;
        }

        int at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            positions.Add(at + 2);
            at += ComponentLength(flags);
        }
        while ((flags & MoreComponents) != 0);
        return positions;
    }

    private static int ComponentLength(int flags)
    {
        int scale = (flags & HasScale) != 0 ? 2 : (flags & HasXAndYScale) != 0 ? 4 : (flags & HasTwoByTwo) != 0 ? 8 : 0;
        return 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2) + scale;
    }

    private byte[] ReadOutline(ushort glyph)
    {
        int loca = _tables["loca"].Offset;
        int from = _longOffsets ? (int)U32(loca + (4 * glyph)) : 2 * U16(loca + (2 * glyph));
        int to = _longOffsets ? (int)U32(loca + (4 * glyph) + 4) : 2 * U16(loca + (2 * glyph) + 2);
        if (to <= from)
        {
            return [];
        }

        ReadOnlySpan<byte> outline = _file.AsSpan(_tables["glyf"].Offset + from, to - from);
        int contours = BinaryPrimitives.ReadInt16BigEndian(outline);
        return contours >= 0 ? WithoutSimpleInstructions(outline, contours) : WithoutCompositeInstructions(outline);
    }

    private static byte[] WithoutSimpleInstructions(ReadOnlySpan<byte> outline, int contours)
    {
        int lengthAt = 10 + (2 * contours);
        int instructions = BinaryPrimitives.ReadUInt16BigEndian(outline[lengthAt..]);
        byte[] result = new byte[outline.Length - instructions];
        outline[..lengthAt].CopyTo(result);
        outline[(lengthAt + 2 + instructions)..].CopyTo(result.AsSpan(lengthAt + 2));
        return result;
    }

    private static byte[] WithoutCompositeInstructions(ReadOnlySpan<byte> outline)
    {
        List<int> components = ComponentPositions(outline);
        int end = components[^1] - 2;
        end += ComponentLength(BinaryPrimitives.ReadUInt16BigEndian(outline[end..]));
        byte[] result = outline[..end].ToArray();
        foreach (int position in components)
        {
            Span<byte> flags = result.AsSpan(position - 2, 2);
            BinaryPrimitives.WriteUInt16BigEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(flags) & ~HasInstructions));
        }

        return result;
    }

    private void ReadCharacterMap()
    {
        int cmap = _tables["cmap"].Offset;
        int count = U16(cmap + 2);
        for (int i = 0; i < count; i++)
        {
            int record = cmap + 4 + (8 * i);
            int platform = U16(record);
            int at = cmap + (int)U32(record + 4);
            int format = U16(at);
            if (platform is 0 or 3 && format == 4)
            {
                ReadSegments(at);
            }
            else if (platform is 0 or 3 && format == 12)
            {
                ReadGroups(at);
            }
        }
    }

    private void ReadSegments(int at)
    {
        int segments = U16(at + 6) / 2;
        int ends = at + 14;
        int starts = ends + (2 * segments) + 2;
        int deltas = starts + (2 * segments);
        int ranges = deltas + (2 * segments);
        for (int s = 0; s < segments; s++)
        {
            int range = U16(ranges + (2 * s));
            int delta = U16(deltas + (2 * s));
            int start = U16(starts + (2 * s));
            int end = U16(ends + (2 * s));
            for (int c = start; c <= end && c < 0xFFFF; c++)
            {
                int glyph = range == 0 ? c : U16(ranges + (2 * s) + range + (2 * (c - start)));
                _basicGlyphs[c] = glyph == 0 ? (ushort)0 : (ushort)(glyph + delta);
            }
        }
    }

    private void ReadGroups(int at)
    {
        uint groups = U32(at + 12);
        for (int g = 0; g < groups; g++)
        {
            int record = at + 16 + (12 * g);
            int start = (int)U32(record);
            int end = (int)U32(record + 4);
            int glyph = (int)U32(record + 8);
            for (int c = start; c <= end; c++, glyph++)
            {
                if (c < 0x10000)
                {
                    _basicGlyphs[c] = (ushort)glyph;
                }
                else
                {
                    _otherGlyphs[c] = (ushort)glyph;
                }
            }
        }
    }

    private int Thousandths(int units) => (int)Math.Round(units * 1000 / _unitsPerEm);

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));
}
