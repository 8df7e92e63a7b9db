using Portal.Business.Common;
using Portal.Business.Documents;

namespace Portal.Business.Interventions;

/// <summary>Photos of visits, kept as documents.</summary>
internal static class VisitPhotos
{
    public const int Most = 60;

    /// <summary>Refuses what is no picture, whatever it is called.</summary>
    public static async Task<Result<CheckedFile>> CheckAsync(string fileName, Stream bytes, CancellationToken ct)
    {
        var upload = await Uploads.CheckAsync(fileName, bytes, ct);
        return upload.TryGet(out var file) && !file.ContentType.StartsWith("image/", StringComparison.Ordinal)
            ? Refusal.Invalid("Interventions.NotAPhoto", file.Name).On("File")
            : upload;
    }

    public static StoredDocument Of(Visit visit, string kind, CheckedFile file, DateTime now) =>
        StoredDocument.Uploaded(SubjectRef.To(visit), kind, file, visit.ClientId, DocumentVisibility.SharedWithClient, now);
}
