using System.Buffers.Binary;

namespace Portal.Pdf.Fonts;

/// <summary>
/// The characters of one font that a document uses, each with its number in the embedded font.
/// Every document starts from the same common characters, so that the font program of most documents is made only once
/// per process; rarer characters are added to the document's own copy.
/// </summary>
internal sealed class GlyphSet
{
    private const int DeepestComposite = 6;

    private readonly TrueTypeFont _font;
    private readonly GlyphSet? _common;
    private readonly ushort[] _commonNumbers;
    private Dictionary<int, ushort>? _added;
    private Dictionary<ushort, ushort> _numberOfGlyph;
    private List<Slot> _slots;
    private float[] _widths;

    /// <summary>The common characters of a font. Not to be added to: <see cref="ForDocument"/>.</summary>
    public GlyphSet(TrueTypeFont font, string common)
    {
        _font = font;
        _commonNumbers = new ushort[0x10000];
        _numberOfGlyph = [];
        _slots = [];
        _widths = [];
        Append(0, Slot.NoCharacter);
        foreach (char character in common)
        {
            if (font.GlyphOf(character) is > 0 and ushort glyph && _commonNumbers[character] == 0)
            {
                _commonNumbers[character] = Append(glyph, character);
            }
        }

        Program = new Lazy<FontProgram>(() => FontProgram.Of(font, this));
    }

    private GlyphSet(GlyphSet common)
    {
        _common = common;
        _font = common._font;
        _commonNumbers = common._commonNumbers;
        _numberOfGlyph = common._numberOfGlyph;
        _slots = common._slots;
        _widths = common._widths;
        Program = common.Program;
    }

    public TrueTypeFont Font => _font;

    public IReadOnlyList<Slot> Slots => _slots;

    /// <summary>What a document embeds; made when first asked for.</summary>
    public Lazy<FontProgram> Program { get; private set; }

    public GlyphSet ForDocument() => new(this);

    /// <summary>The number of a character in the embedded font, or 0 where the font does not have it.</summary>
    public ushort NumberOf(int codePoint)
    {
        if (codePoint < 0x10000 && _commonNumbers[codePoint] is > 0 and ushort common)
        {
            return common;
        }

        if (_added is not null && _added.TryGetValue(codePoint, out ushort known))
        {
            return known;
        }

        ushort glyph = _font.GlyphOf(codePoint);
        return glyph == 0 ? (ushort)0 : Add(codePoint, glyph);
    }

    /// <summary>Thousandths of the text size.</summary>
    public float WidthOf(ushort number) => _widths[number];

    public ushort NumberOfGlyph(ushort glyph) => _numberOfGlyph[glyph];

    private ushort Add(int codePoint, ushort glyph)
    {
        if (_added is null)
        {
            _added = [];
            _numberOfGlyph = new(_common!._numberOfGlyph);
            _slots = [.. _common._slots];
            _widths = [.. _common._widths];
            Program = new Lazy<FontProgram>(() => FontProgram.Of(_font, this));
        }

        ushort number = Append(glyph, codePoint);
        _added[codePoint] = number;
        return number;
    }

    private ushort Append(ushort glyph, int codePoint, int depth = 0)
    {
        ushort number = (ushort)_slots.Count;
        _slots.Add(new Slot(glyph, codePoint));
        if (_widths.Length < _slots.Count)
        {
            Array.Resize(ref _widths, Math.Max(256, 2 * _widths.Length));
        }

        _widths[number] = _font.AdvanceOf(glyph);
        _numberOfGlyph.TryAdd(glyph, number);
        AppendComponents(glyph, depth);
        return number;
    }

    private void AppendComponents(ushort glyph, int depth)
    {
        byte[] outline = _font.OutlineOf(glyph);
        foreach (int position in TrueTypeFont.ComponentPositions(outline))
        {
            ushort component = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(position));
            if (depth < DeepestComposite && !_numberOfGlyph.ContainsKey(component))
            {
                Append(component, Slot.NoCharacter, depth + 1);
            }
        }
    }

    /// <summary>One glyph of the embedded font and the character it stands for.</summary>
    internal readonly record struct Slot(ushort Glyph, int CodePoint)
    {
        /// <summary>A glyph that only serves to compose others.</summary>
        public const int NoCharacter = -1;
    }
}
