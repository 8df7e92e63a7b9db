using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Pdf.Fonts;
using Portal.Pdf.Layout;

namespace Portal.Pdf.Tests;

public class WrappingTests
{
    private static readonly Gen<char> s_character = Gen.Frequency(
        (10, Gen.Choose('a', 'z').Select(c => (char)c)),
        (3, Gen.Constant(' ')),
        (1, Gen.Elements('\n', '\t', '-', '/', '\u00AD', '\u200B', '\u00A0', '\u202F', '«', '»', ':', '%', '$', '9', 'é', '\u0301', '\r')),
        (1, Gen.Choose(0, 0xFFFF).Select(c => (char)c)));

    private static readonly Arbitrary<string> s_text = s_character.ListOf().Select(c => new string([.. c])).ToArbitrary();

    private static readonly Arbitrary<double> s_room = Gen.Choose(1, 300).Select(w => (double)w).ToArbitrary();

    [Fact]
    public void Line_OfAnyText_IsNoWiderThanTheRoom()
    {
        Prop.ForAll(s_text, s_room, (text, room) =>
        {
            ShapedText shaped = Shape(text);
            return LineBreaker.Break(shaped, room).TrueForAll(line =>
                Drawn(shaped, line).Sum(i => shaped.Widths[i]) <= room + 0.02 || Drawn(shaped, line).Count(i => shaped.Widths[i] > 0) == 1);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Lines_OfAnyText_LoseNoInk()
    {
        Prop.ForAll(s_text, s_room, (text, room) =>
        {
            ShapedText shaped = Shape(text);
            IEnumerable<int> ink = Enumerable.Range(0, shaped.Count).Where(i => shaped.Kinds[i] is GlyphKind.Ink or GlyphKind.BreakAfter);
            IEnumerable<int> drawn = LineBreaker.Break(shaped, room).SelectMany(l => Drawn(shaped, l))
                .Where(i => shaped.Kinds[i] is GlyphKind.Ink or GlyphKind.BreakAfter);
            return ink.SequenceEqual(drawn);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Line_AtItsNaturalWidth_DoesNotWrap()
    {
        Prop.ForAll(s_text, text =>
        {
            ShapedText shaped = Shape(text);
            int lines = LineBreaker.Break(shaped, LineBreaker.WidestLine(shaped)).Count;
            return lines == LineBreaker.Break(shaped, double.MaxValue).Count;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("one two three", 40, "one two|three")]
    [InlineData("one   two", 20, "one|two")]
    [InlineData("a\nb\n\nc\n", 100, "a|b||c")]
    [InlineData("a\r\nb\rc\u2028d", 100, "a|b|c|d")]
    [InlineData("Combien : 20 %", 44, "Combien :|20 %")]
    [InlineData("« oui » dit", 38, "« oui »|dit")]
    [InlineData("mi\u00ADni\u00ADbus", 22, "mini-|bus")]
    [InlineData("mi\u00ADni\u00ADbus", 100, "minibus")]
    [InlineData("well-known", 30, "well-|known")]
    [InlineData("2026-03-02 9", 50, "2026-03-02|9")]
    [InlineData("abcdefghij", 22, "abcd|efghi|j")]
    [InlineData("1\u00A0000\u202F000 x", 44, "1\u00A0000\u202F000|x")]
    [InlineData("", 10, "")]
    public void Lines_EndWhereTypographersEndThem(string text, double room, string expected)
    {
        ShapedText shaped = Shape(text, out GlyphSet glyphs);

        string lines = string.Join('|', LineBreaker.Break(shaped, room).Select(line => Text(shaped, line, glyphs)));

        Assert.Equal(expected, lines);
    }

    [Fact]
    public void Shaping_EveryCharacterOfUnicode_NeverFails()
    {
        StringBuilder all = new();
        for (int c = 0; c <= 0x10FFFF; c++)
        {
            _ = c is >= 0xD800 and <= 0xDFFF ? all.Append((char)c).Append('x') : all.Append(char.ConvertFromUtf32(c));
        }

        ShapedText shaped = Shape(all.ToString(), out GlyphSet glyphs);

        Assert.InRange(shaped.Count, 100_000, 1_300_000);
        Assert.InRange(glyphs.Slots.Count, 2000, 5000);
    }

    [Theory]
    [InlineData("e\u0301a\u0300c\u0327", "éàç")]
    [InlineData("㎏ ① Ａ", "kg 1 A")]
    [InlineData("a☺\uFE0F\u200D👍🏽b", "ab")]
    [InlineData("1\uFE0F\u20E3 ▶ ■ ☎", "1 • • ")]
    [InlineData("漢", "\uFFFD")]
    [InlineData("a\u0000b\u0007\u202Ec\uFEFF", "abc")]
    public void Shaping_GivesTheCharactersThatCanBeShown(string text, string expected)
    {
        ShapedText shaped = Shape(text, out GlyphSet glyphs);

        Assert.Equal(expected, Text(shaped, new TextLine(0, shaped.Count, 0, 0), glyphs).Replace('\u00A0', ' '));
    }

    [Theory]
    [InlineData("Pose – 12 m² à 5 €/m, œuvre n° 3 ™", "", "")]
    [InlineData("Merci 🙂👍🏽 ☎", "🙂👍☎", "")]
    [InlineData("• ■ ▶ ①", "", "")]
    [InlineData("株式 e\u0301", "", "株式")]
    [InlineData("שלום 🙂", "🙂", "שלום")]
    public void PrintableText_NamesWhatIsLeftOutAndWhatIsMissing_EachSignOnce(string text, string leftOut, string missing) =>
        Assert.Equal(new PrintableText(leftOut, missing), PrintableText.Of(text));

    [Theory]
    [InlineData("Enseigne  –  été", "Enseigne  –  été")]
    [InlineData("Panne 李小龍 🚀 du portail", "Panne du portail")]
    [InlineData("🚀 Fuite 👷\u200D♀️", "Fuite")]
    [InlineData("李小龍 🚀", "")]
    public void PrintableText_Kept_LeavesOutWhatCannotBeShown(string text, string kept) => Assert.Equal(kept, PrintableText.Kept(text));

    private static ShapedText Shape(string text) => Shape(text, out _);

    private static ShapedText Shape(string text, out GlyphSet glyphs)
    {
        GlyphSet[] faces = [.. Enumerable.Range(0, FontFaces.Count).Select(f => FontFaces.Of(f).ForDocument())];
        glyphs = faces[FontFaces.Regular];
        return new TextShaper(faces).Shape([(new TextRun(text), new TextStyle { Size = 9 })]);
    }

    private static List<int> Drawn(ShapedText shaped, TextLine line) =>
        [.. Enumerable.Range(line.Start, line.End - line.Start)
            .Where(i => shaped.Kinds[i] <= GlyphKind.BreakAfter || (shaped.Kinds[i] == GlyphKind.SoftHyphen && i == line.End - 1))];

    private static string Text(ShapedText shaped, TextLine line, GlyphSet glyphs) =>
        string.Concat(Drawn(shaped, line).Select(i => char.ConvertFromUtf32(glyphs.Slots[shaped.Numbers[i]].CodePoint))).Replace('\u00AD', '-');
}
