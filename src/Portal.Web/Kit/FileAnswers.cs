using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Portal.Business.Common;
using Portal.Business.Documents;

namespace Portal.Web.Kit;

/// <summary>How every stored or drawn file is answered: its name, how long it is kept, and what a browser may do with it. Ranges are not served.</summary>
internal static class FileAnswers
{
    /// <summary>Asked for again each time: it may be another one, or no longer the reader's.</summary>
    public const string NotKept = "private, no-store";

    /// <summary>Kept, but asked for each time whether it is still the same.</summary>
    public const string Asked = "private, no-cache";

    /// <summary>Kept for some minutes by anybody: the same for all who see it, as a logo is.</summary>
    public const string KeptAWhile = "public, max-age=300";

    /// <summary>Lets the browser's own viewers draw the file in a frame of ours, and nothing else.</summary>
    private const string ViewerPolicy = "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    /// <summary>
    /// Of what a browser shows by itself, what is no page of ours: anything else that somebody uploaded is saved. What was uploaded under these types
    /// was seen to be that when it came.
    /// </summary>
    public static bool IsShown(string contentType) => contentType is "application/pdf" or "image/png" or "image/jpeg" or "image/webp";

    /// <summary>One that is drawn for this answer.</summary>
    /// <param name="cache">One of the values above.</param>
    /// <param name="inBrowser">Shown where <see cref="IsShown"/>; otherwise saved.</param>
    public static IResult AnswerFile(this HttpContext context, Result<DocumentFile> result, string cache = NotKept, bool inBrowser = true)
    {
        if (!result.TryGet(out var file, out var refusal))
        {
            return Refuse(refusal);
        }

        context.Describe(file.Name, file.ContentType, cache, inBrowser);
        return Results.File(file.Bytes, file.ContentType);
    }

    /// <summary>One that is stored: it goes out in pieces.</summary>
    /// <param name="cache">One of the values above.</param>
    /// <param name="inBrowser">Shown where <see cref="IsShown"/>; otherwise saved.</param>
    public static IResult AnswerFile(this HttpContext context, Result<StoredFile> result, string cache = NotKept, bool inBrowser = true)
    {
        if (!result.TryGet(out var file, out var refusal))
        {
            return Refuse(refusal);
        }

        context.Describe(file.Name, file.ContentType, cache, inBrowser);
        return Results.File(file.Bytes, file.ContentType);
    }

    /// <summary>One that is stored and has a name for its bytes: a browser that has them is told so.</summary>
    public static IResult AnswerTagged(this HttpContext context, Result<StoredFile> result, bool inBrowser = true)
    {
        if (!result.TryGet(out var file, out var refusal))
        {
            return Refuse(refusal);
        }

        context.Describe(file.Name, file.ContentType, Asked, inBrowser);
        return Results.File(file.Bytes, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), lastModified: file.CreatedAt);
    }

    /// <summary>The same of one that is drawn or read as a whole.</summary>
    public static IResult AnswerTagged(this HttpContext context, Result<DocumentFile> result, bool inBrowser = true)
    {
        if (!result.TryGet(out var file, out var refusal))
        {
            return Refuse(refusal);
        }

        context.Describe(file.Name, file.ContentType, Asked, inBrowser);
        return Results.File(file.Bytes, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(file.Bytes))}\""));
    }

    /// <summary>
    /// One that is written for this answer and may be large or written here and there: it goes through a file that vanishes when it is closed.
    /// </summary>
    /// <param name="write">A refusal is answered in its place.</param>
    public static async Task<IResult> AnswerWrittenAsync(
        this HttpContext context, string name, string contentType, Func<Stream, CancellationToken, Task<Result>> write, CancellationToken ct, bool inBrowser = false)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            if ((await write(file, ct)).Refusal is { } refusal)
            {
                await file.DisposeAsync();
                return Refuse(refusal);
            }
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        file.Position = 0;
        context.Describe(name, contentType, NotKept, inBrowser);
        return Results.File(file, contentType);
    }

    private static IResult Refuse(Refusal refusal) => Results.StatusCode(refusal.Kind switch
    {
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status400BadRequest,
    });

    private static void Describe(this HttpContext context, string name, string contentType, string cache, bool inBrowser)
    {
        context.Response.Headers.CacheControl = cache;
        context.NameFile(name, inBrowser && IsShown(contentType));
    }

    /// <summary>Names a file and, where it is shown, lets nothing but a viewer draw it.</summary>
    public static void NameFile(this HttpContext context, string name, bool inBrowser)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.NameFile(name, inBrowser);
        if (inBrowser)
        {
            headers.ContentSecurityPolicy = ViewerPolicy;
        }
    }
}
