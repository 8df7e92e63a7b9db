using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Companies;

/// <summary>Which company of ours sells, where another than the client's usual one is chosen.</summary>
internal static class SellingCompany
{
    /// <param name="legalEntityId">Null leaves it with the usual one.</param>
    public static async Task<bool> MaySellAsync(this PortalDbContext db, long? legalEntityId, CancellationToken ct) =>
        legalEntityId is null || await db.LegalEntities.AnyAsync(e => e.Id == legalEntityId && e.IsActive, ct);
}
