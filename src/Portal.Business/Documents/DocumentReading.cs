using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Documents;

internal static class DocumentReading
{
    /// <summary>Name and bytes of a stored document, for a use case that has checked who asks; null if there is none.</summary>
    public static async Task<DocumentFile?> ReadFileAsync(this PortalDbContext db, long? documentId, CancellationToken ct)
    {
        var found = await db.StoredDocuments.AllClients().AsNoTracking().Include(d => d.Content).SingleOrDefaultAsync(d => d.Id == documentId, ct);
        return found?.Content is { } content ? new DocumentFile(found.FileName, found.ContentType, content.Bytes) : null;
    }

    /// <summary>The same of a file of any size, as a stream.</summary>
    public static async Task<StoredFile?> OpenFileAsync(this PortalDbContext db, long? documentId, CancellationToken ct) =>
        await db.StoredDocuments.AllClients().AsNoTracking().SingleOrDefaultAsync(d => d.Id == documentId, ct) is { } found ? await StoredFile.OpenAsync(db, found, ct) : null;
}
