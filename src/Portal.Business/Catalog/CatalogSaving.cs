using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog;

/// <summary>What the use cases of this capability begin and end with.</summary>
internal static class CatalogSaving
{
    /// <summary>The record to change, or none where a new one is to be made; refused where it is gone, or newer than what the user saw.</summary>
    public static async Task<(T? Record, Refusal? Refusal)> ToChangeAsync<T>(this IQueryable<T> records, long? id, int version, CancellationToken ct)
        where T : Entity, IVersioned
    {
        if (id is null)
        {
            return (null, null);
        }

        var record = await records.SingleOrDefaultAsync(r => r.Id == id, ct);
        return (record, record is null ? Refusal.NotFound : record.Version != version ? Refusal.Stale : null);
    }

    /// <summary>Saves; a code that another record of the legal entity has is refused at the field of the code.</summary>
    public static async Task<Result<long>> SaveCatalogAsync<T>(this PortalDbContext db, T record, string codeField, string code, ILogger logger, CancellationToken ct)
        where T : Entity
    {
        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { } refusal)
        {
            return refusal.Code == "Common.AlreadyThere" ? Refusal.Conflict("Catalog.CodeTaken", code).On(codeField) : refusal;
        }

        logger.CatalogSaved(typeof(T).Name, record.Id);
        return record.Id;
    }

    /// <summary>Deletes a record that nothing refers to.</summary>
    public static async Task<Result> DeleteUnusedAsync<T>(this PortalDbContext db, long id, ILogger logger, CancellationToken ct, params Type[] parts)
        where T : Entity
    {
        var record = await db.Set<T>().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (record is null)
        {
            return Refusal.NotFound;
        }

        if (await db.AnyReferToAsync<T>(id, ct, parts))
        {
            return Refusal.NotNow("Common.InUse");
        }

        db.Remove(record);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.CatalogDeleted(typeof(T).Name, id);
        }

        return saved;
    }

    public static Task<bool> EntityExistsAsync(this PortalDbContext db, long entityId, CancellationToken ct) =>
        db.LegalEntities.AnyAsync(e => e.Id == entityId, ct);
}
