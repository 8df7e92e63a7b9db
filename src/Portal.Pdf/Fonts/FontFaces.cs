namespace Portal.Pdf.Fonts;

/// <summary>The three faces of the documents, each read once per process.</summary>
internal static class FontFaces
{
    public const int Regular = 0;
    public const int Bold = 1;
    public const int Italic = 2;
    public const int Count = 3;

    /// <summary>What nearly every document in English or French needs.</summary>
    private const string Common =
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
        + "\u00A0\u202F\u00AD\u00AB\u00BB\u00A9\u00AE\u00B0\u00B7\u00B2\u00D7\u00BD\u2013\u2014\u2018\u2019\u201C\u201D\u2022\u2026\u20AC\u2212"
        + "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ\uFFFD";

    private static readonly Lazy<GlyphSet>[] s_faces =
    [
        new(() => Load("NotoSans-Regular", "NotoSans_400Regular.ttf")),
        new(() => Load("NotoSans-Bold", "NotoSans_700Bold.ttf")),
        new(() => Load("NotoSans-Italic", "NotoSans_400Regular_Italic.ttf")),
    ];

    /// <summary>The common characters of a face.</summary>
    public static GlyphSet Of(int face) => s_faces[face].Value;

    private static GlyphSet Load(string name, string resource)
    {
        using Stream stream = typeof(FontFaces).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The font {resource} is not embedded in the assembly.");
        byte[] file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new GlyphSet(new TrueTypeFont(name, file), Common);
    }
}
