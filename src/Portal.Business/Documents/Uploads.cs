using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
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

    private const int Piece = 64 * 1024;

    /// <summary>What tells a kind of file stands in so many bytes.</summary>
    private const int Start = 1024;

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

    /// <summary>The file with a clean name, its true type and its hash; refuses what is too large, empty, or not what its name says.</summary>
    public static async Task<Result<CheckedFile>> CheckAsync(string name, Stream bytes, CancellationToken ct)
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
        if (TypeOf(extension) is not { } type)
        {
            return Refusal.Invalid("Documents.TypeNotAccepted", safe).On("File");
        }

        var (start, hasZero, hash) = await ReadAsync(bytes, ct);
        return IsTrue(extension, start, hasZero, bytes)
            ? new CheckedFile(safe, type, (int)bytes.Length, hash, bytes)
            : Refusal.Invalid("Documents.NotWhatItSays", safe, extension).On("File");
    }

    /// <summary>Those that may be kept; every one that may not is said beside the field.</summary>
    public static async Task<List<CheckedFile>> CheckAllAsync(IEnumerable<IncomingFile> files, string field, List<Refusal> refusals, CancellationToken ct)
    {
        var taken = new List<CheckedFile>();
        foreach (var (name, bytes) in files)
        {
            if ((await CheckAsync(name, bytes, ct)).TryGet(out var file, out var refusal))
            {
                taken.Add(file);
            }
            else
            {
                refusals.Add(refusal.On(field));
            }
        }

        return taken;
    }

    /// <summary>Once through the whole of it.</summary>
    private static async Task<(byte[] Start, bool HasZero, string Hash)> ReadAsync(Stream bytes, CancellationToken ct)
    {
        bytes.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            byte[]? start = null;
            var hasZero = false;
            int read;
            while ((read = await bytes.ReadAtLeastAsync(buffer.AsMemory(0, Piece), Piece, throwOnEndOfStream: false, ct)) > 0)
            {
                start ??= buffer[..Math.Min(read, Start)];
                hasZero |= buffer.AsSpan(0, read).Contains((byte)0);
                hash.AppendData(buffer, 0, read);
            }

            return (start ?? [], hasZero, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
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

    private static bool IsTrue(string extension, byte[] start, bool hasZero, Stream whole) => extension switch
    {
        ".pdf" => start.AsSpan().StartsWith("%PDF-"u8),
        ".png" => IsPng(start),
        ".jpg" or ".jpeg" => start.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF]),
        ".webp" => start.AsSpan().StartsWith("RIFF"u8) && start.Length > 12 && start.AsSpan(8).StartsWith("WEBP"u8),
        ".txt" or ".csv" => !hasZero && IsPlainText(start),
        _ => start.AsSpan().StartsWith("PK\u0003\u0004"u8) && IsOffice(extension, whole),
    };

    /// <summary>Readable text that no browser could take for a page.</summary>
    private static bool IsPlainText(byte[] bytes)
    {
        var start = Encoding.Latin1.GetString(bytes).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n').ToLowerInvariant();
        return !start.StartsWith("<!doctype", StringComparison.Ordinal) && !start.StartsWith("<html", StringComparison.Ordinal)
            && !start.Contains("<script", StringComparison.Ordinal) && !start.StartsWith("<svg", StringComparison.Ordinal)
            && !start.StartsWith("<?xml", StringComparison.Ordinal);
    }

    /// <summary>A zip with the parts of that kind of document.</summary>
    private static bool IsOffice(string extension, Stream bytes)
    {
        try
        {
            bytes.Position = 0;
            using var zip = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
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
