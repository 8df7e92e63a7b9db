using System.IO.Compression;
using System.Text;
using Portal.Business.Common;

namespace Portal.Business.Documents;

/// <summary>
/// Decides from its bytes, not from what a browser claims, whether a file may be kept, and under which type it is served.
/// </summary>
public static class Uploads
{
    /// <summary>Of one file, in bytes.</summary>
    public const int Largest = 20 * 1024 * 1024;

    private const int Large = 4 * 1024 * 1024;

    private static readonly Dictionary<string, string> Office = new(StringComparer.OrdinalIgnoreCase)
    {
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        [".odp"] = "application/vnd.oasis.opendocument.presentation",
    };

    /// <summary>For the accept attribute of a file field.</summary>
    public static string Accepted => ".pdf,.png,.jpg,.jpeg,.webp,.txt,.csv," + string.Join(',', Office.Keys);

    /// <summary>The file with a clean name and its true type; refuses what is too large, empty, or not what its name says.</summary>
    public static Result<DocumentFile> Check(string name, byte[] bytes)
    {
        var safe = FileNames.Safe(name);
        if (bytes.Length == 0)
        {
            return Refusal.Invalid("Documents.FileEmpty", safe).On("File");
        }

        if (bytes.Length > Largest)
        {
            return Refusal.Invalid("Documents.FileTooLarge", safe, Largest / (1024 * 1024)).On("File");
        }

        var extension = Path.GetExtension(safe).ToLowerInvariant();
        var type = TypeOf(extension);
        return type is null ? Refusal.Invalid("Documents.TypeNotAccepted", safe).On("File")
            : IsTrue(extension, bytes) ? new DocumentFile(safe, type, bytes)
            : Refusal.Invalid("Documents.NotWhatItSays", safe, extension).On("File");
    }

    /// <summary>
    /// To be called when a file that was read into memory is dealt with and nobody holds it any more. Its array is among the large ones, which are looked through
    /// seldom: of twenty files one after the other, the process would keep most of them before it noticed that they are free.
    /// </summary>
    /// <param name="size">In bytes; small files are not worth it.</param>
    public static void LetGo(long size)
    {
        if (size >= Large)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        }
    }

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

    private static string? TypeOf(string extension) => extension switch
    {
        ".pdf" => "application/pdf",
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".webp" => "image/webp",
        ".txt" => "text/plain",
        ".csv" => "text/csv",
        _ => Office.GetValueOrDefault(extension),
    };

    private static bool IsTrue(string extension, byte[] bytes) => extension switch
    {
        ".pdf" => bytes.AsSpan().StartsWith("%PDF-"u8),
        ".png" => IsPng(bytes),
        ".jpg" or ".jpeg" => bytes.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF]),
        ".webp" => bytes.AsSpan().StartsWith("RIFF"u8) && bytes.Length > 12 && bytes.AsSpan(8).StartsWith("WEBP"u8),
        ".txt" or ".csv" => IsPlainText(bytes),
        _ => IsOffice(extension, bytes),
    };

    /// <summary>Readable text that no browser could take for a page.</summary>
    private static bool IsPlainText(byte[] bytes)
    {
        if (Array.IndexOf(bytes, (byte)0) >= 0)
        {
            return false;
        }

        var start = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 1024)).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n').ToLowerInvariant();
        return !start.StartsWith("<!doctype", StringComparison.Ordinal) && !start.StartsWith("<html", StringComparison.Ordinal)
            && !start.Contains("<script", StringComparison.Ordinal) && !start.StartsWith("<svg", StringComparison.Ordinal)
            && !start.StartsWith("<?xml", StringComparison.Ordinal);
    }

    /// <summary>A zip with the parts of that kind of document.</summary>
    private static bool IsOffice(string extension, byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            return false;
        }

        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            var part = extension switch { ".docx" => "word/", ".xlsx" => "xl/", ".pptx" => "ppt/", _ => "mimetype" };
            return zip.Entries.Any(e => e.FullName.StartsWith(part, StringComparison.OrdinalIgnoreCase))
                && !zip.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
