using System.Text;

namespace Portal.Web.Kit;

/// <summary>Tells what a file is by its first bytes. A name that promises something else, such as an HTML page called .png, is not taken.</summary>
public static class FileContents
{
    private const string Zip = "PK\u0003\u0004";

    private static readonly (string Extension, string ContentType, string Start)[] Known =
    [
        (".pdf", "application/pdf", "%PDF-"),
        (".png", "image/png", "\u0089PNG\r\n\u001a\n"),
        (".jpg", "image/jpeg", "\u00ff\u00d8\u00ff"),
        (".jpeg", "image/jpeg", "\u00ff\u00d8\u00ff"),
        (".gif", "image/gif", "GIF8"),
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Zip),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Zip),
        (".odt", "application/vnd.oasis.opendocument.text", Zip),
        (".ods", "application/vnd.oasis.opendocument.spreadsheet", Zip),
        (".zip", "application/zip", Zip),
    ];

    private static readonly (string Extension, string ContentType)[] PlainText = [(".txt", "text/plain"), (".csv", "text/csv")];

    public static IReadOnlyList<string> Extensions { get; } =
        [.. Known.Select(k => k.Extension), .. PlainText.Select(p => p.Extension), ".webp"];

    /// <returns>The content type, or null when the content is not what the name promises or is of no known kind.</returns>
    public static string? Recognize(string name, ReadOnlySpan<byte> content)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        foreach (var known in Known)
        {
            if (known.Extension == extension && content.StartsWith(Encoding.Latin1.GetBytes(known.Start)))
            {
                return known.ContentType;
            }
        }

        if (extension == ".webp" && content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8))
        {
            return "image/webp";
        }

        return PlainText.FirstOrDefault(p => p.Extension == extension).ContentType is { } text && IsText(content) ? text : null;
    }

    private static bool IsText(ReadOnlySpan<byte> content) => System.Text.Unicode.Utf8.IsValid(content) && !content.Contains((byte)0);
}
