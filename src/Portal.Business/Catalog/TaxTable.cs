using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Catalog;

/// <summary>The tax codes of a legal entity with their components and rates, to compute documents with.</summary>
public sealed class TaxTable(IEnumerable<TaxCode> codes)
{
    private readonly Dictionary<long, TaxCode> byId = codes.ToDictionary(c => c.Id);

    public TaxCode? Find(long? taxCodeId) => taxCodeId is { } id ? byId.GetValueOrDefault(id) : null;

    public static async Task<TaxTable> LoadAsync(PortalDbContext db, long legalEntityId, CancellationToken ct) =>
        new(await db.TaxCodes.AsNoTracking()
            .Where(c => c.LegalEntityId == legalEntityId)
            .Include(c => c.Components).ThenInclude(c => c.Rates)
            .ToListAsync(ct));
}
