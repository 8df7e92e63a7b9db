using System.Globalization;
using System.Text;
using Portal.Pdf.Fonts;

namespace Portal.Pdf.Layout;

/// <summary>Turns characters into numbered glyphs with their widths. Whatever the text holds, something sensible comes out.</summary>
internal sealed class TextShaper(GlyphSet[] faces)
{
    private const char NoBreakSpace = '\u00A0';
    private const char SoftHyphen = '\u00AD';
    private const char Replacement = '\uFFFD';
    private const char Bullet = '•';

    private ShapedText _target = new(0);
    private GlyphSet _glyphs = faces[FontFaces.Regular];
    private float _scale;

    public ShapedText Shape(IReadOnlyList<(TextRun Run, TextStyle Style)> runs)
    {
        int length = 0;
        foreach ((TextRun run, _) in runs)
        {
            length += run.Text.Length;
        }

        _target = new ShapedText(length);
        foreach ((TextRun run, TextStyle style) in runs)
        {
            int face = style.Bold ? FontFaces.Bold : style.Italic ? FontFaces.Italic : FontFaces.Regular;
            _glyphs = faces[face];
            _scale = (float)(style.Size / 1000);
            ShapeRun(run.Text);
            _target.EndRun(style, face, run.Link);
        }

        return _target;
    }

    private void ShapeRun(string text)
    {
        int previous = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (char.IsAsciiLetterOrDigit(character))
            {
                Append(_glyphs.NumberOf(character), GlyphKind.Ink);
                previous = character;
                continue;
            }

            int codePoint = CodePointAt(text, ref i);
            previous = ShapeOther(codePoint, previous, text.AsSpan(i + 1));
        }
    }

    /// <summary>Returns the character that a following accent would stand on.</summary>
    private int ShapeOther(int codePoint, int previous, ReadOnlySpan<char> rest)
    {
        char next = rest.IsEmpty ? '\0' : rest[0];
        switch (codePoint)
        {
            case '\r' when next == '\n':
                return 0;
            case '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029:
                _target.Add(_glyphs.NumberOf(' '), 0, GlyphKind.NewLine);
                return 0;
            case ' ' or '\t':
                Append(_glyphs.NumberOf(' '), TextRules.MayBreakAtSpace(previous, next) ? GlyphKind.Space : GlyphKind.Ink);
                return codePoint;
            case (>= 0x2000 and <= 0x200A and not 0x2007) or 0x1680 or 0x205F or 0x3000:
                Append(_glyphs.NumberOf(codePoint) is > 0 and ushort space ? space : _glyphs.NumberOf(' '), GlyphKind.Space);
                return codePoint;
            case 0x200B:
                _target.Add(0, 0, GlyphKind.BreakHere);
                return 0;
            case SoftHyphen:
                Append(_glyphs.NumberOf(SoftHyphen) is > 0 and ushort hyphen ? hyphen : _glyphs.NumberOf('-'), GlyphKind.SoftHyphen);
                return 0;
            case '-' or '/' or 0x2010 or 0x2013 or 0x2014:
                AppendKnown(codePoint, TextRules.MayBreakAfterMark(previous, next) ? GlyphKind.BreakAfter : GlyphKind.Ink);
                return codePoint;
            default:
                return ShapeInk(codePoint, previous);
        }
    }

    private int ShapeInk(int codePoint, int previous)
    {
        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(codePoint);
        if (category is UnicodeCategory.Control or UnicodeCategory.Format || TextRules.IsSelector(codePoint))
        {
            return previous;
        }

        if (category == UnicodeCategory.NonSpacingMark && Composed(previous, codePoint) is int composed)
        {
            _target.RemoveLast();
            codePoint = composed;
        }

        AppendKnown(codePoint, GlyphKind.Ink, category);
        return codePoint;
    }

    /// <summary>The one character that stands for a letter and its accent.</summary>
    private int? Composed(int letter, int mark)
    {
        if (letter is 0 or ' ' or > 0xFFFF || mark > 0xFFFF || letter == Replacement)
        {
            return null;
        }

        string pair = new string([(char)letter, (char)mark]).Normalize(NormalizationForm.FormC);
        return pair.Length == 1 && _glyphs.NumberOf(pair[0]) != 0 ? pair[0] : null;
    }

    private void AppendKnown(int codePoint, GlyphKind kind, UnicodeCategory category = UnicodeCategory.DashPunctuation)
    {
        if (_glyphs.NumberOf(codePoint) is > 0 and ushort known)
        {
            Append(known, kind);
        }
        else if (TextRules.IsBullet(codePoint))
        {
            Append(_glyphs.NumberOf(Bullet), kind);
        }
        else if (category is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse || !TryAppendEquivalent(codePoint))
        {
            AppendLacking(category);
        }
    }

    /// <summary>A picture is left out; for a letter or a sign that says something stands the mark that one is missing.</summary>
    private void AppendLacking(UnicodeCategory category)
    {
        if (!TextRules.IsPicture(category))
        {
            Append(_glyphs.NumberOf(Replacement), GlyphKind.Ink);
        }
    }

    /// <summary>A ligature, a full-width letter or a circled number as the plain characters it stands for.</summary>
    private bool TryAppendEquivalent(int codePoint)
    {
        string equivalent = char.ConvertFromUtf32(codePoint).Normalize(NormalizationForm.FormKC);
        foreach (char character in equivalent)
        {
            if (_glyphs.NumberOf(character) == 0)
            {
                return false;
            }
        }

        foreach (char character in equivalent)
        {
            Append(_glyphs.NumberOf(character == ' ' ? NoBreakSpace : character), GlyphKind.Ink);
        }

        return true;
    }

    private void Append(ushort number, GlyphKind kind) => _target.Add(number, _glyphs.WidthOf(number) * _scale, kind);

    private static int CodePointAt(string text, ref int index)
    {
        char character = text[index];
        if (!char.IsSurrogate(character))
        {
            return character;
        }

        return char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            ? char.ConvertToUtf32(character, text[++index])
            : Replacement;
    }
}
