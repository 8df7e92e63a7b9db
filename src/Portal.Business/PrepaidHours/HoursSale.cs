using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.PrepaidHours;

/// <summary>
/// What is sold by the hour is sold by the client's usual company only: the client's tickets belong to that company and take from no order of another.
/// </summary>
/// <param name="Products">Those of the asked ones that are sold by the hour.</param>
internal sealed record HoursSale(IReadOnlySet<long> Products, Refusal Why)
{
    /// <summary>Null where the company may sell all of them to the client.</summary>
    public static async Task<HoursSale?> RefusedAsync(PortalDbContext db, long legalEntityId, long clientId, IEnumerable<long?> products, CancellationToken ct)
    {
        var asked = products.OfType<long>().Distinct().ToList();
        var usual = asked.Count == 0 ? null
            : await db.LegalEntities.Where(e => e.Id != legalEntityId && db.Clients.Any(c => c.Id == clientId && c.LegalEntityId == e.Id)).Select(e => e.Name).SingleOrDefaultAsync(ct);
        if (usual is null)
        {
            return null;
        }

        var byTheHour = await db.Products.Where(p => asked.Contains(p.Id) && p.Hours != null).Select(p => p.Id).ToListAsync(ct);
        return byTheHour.Count == 0 ? null : new HoursSale(byTheHour.ToHashSet(), Refusal.NotNow("PrepaidHours.OfUsualCompany", usual));
    }

    public bool Holds(long? productId, decimal quantity) => productId is { } id && quantity > 0 && Products.Contains(id);
}
