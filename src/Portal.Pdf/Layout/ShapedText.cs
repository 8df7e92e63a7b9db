namespace Portal.Pdf.Layout;

internal enum GlyphKind : byte
{
    /// <summary>Drawn; the line does not end here.</summary>
    Ink,

    /// <summary>The line may end here; the space then hangs beyond it.</summary>
    Space,

    /// <summary>Drawn; the line may end after it.</summary>
    BreakAfter,

    /// <summary>Drawn, and has a width, only where the line ends at it.</summary>
    SoftHyphen,

    /// <summary>Never drawn; the line may end here.</summary>
    BreakHere,

    /// <summary>The line ends here. Written as a space, so that the words on either side do not become one when the text is read out.</summary>
    NewLine,
}

/// <summary>A paragraph as glyphs: their numbers in the embedded font, widths in points and kinds.</summary>
internal sealed class ShapedText(int capacity)
{
    private ushort[] _numbers = new ushort[capacity];
    private float[] _widths = new float[capacity];
    private GlyphKind[] _kinds = new GlyphKind[capacity];

    public int Count { get; private set; }

    public ReadOnlySpan<ushort> Numbers => _numbers.AsSpan(0, Count);

    public ReadOnlySpan<float> Widths => _widths.AsSpan(0, Count);

    public ReadOnlySpan<GlyphKind> Kinds => _kinds.AsSpan(0, Count);

    public List<ShapedRun> Runs { get; } = new(1);

    public void Add(ushort number, float width, GlyphKind kind)
    {
        if (Count == _numbers.Length)
        {
            int larger = Math.Max(16, 2 * Count);
            Array.Resize(ref _numbers, larger);
            Array.Resize(ref _widths, larger);
            Array.Resize(ref _kinds, larger);
        }

        _numbers[Count] = number;
        _widths[Count] = width;
        _kinds[Count++] = kind;
    }

    public void RemoveLast() => Count--;

    public void EndRun(TextStyle style, int face, Uri? link) => Runs.Add(new ShapedRun(Count, style, face, link));
}

/// <summary>A stretch of glyphs in one style, up to <paramref name="End"/>.</summary>
internal readonly record struct ShapedRun(int End, TextStyle Style, int Face, Uri? Link);
