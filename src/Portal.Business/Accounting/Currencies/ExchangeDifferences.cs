using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Accounting.Currencies;

/// <summary>
/// What is gained or lost because money is worth another amount on the day it came than on the day of the invoice: realised, and booked, when a
/// payment is allocated; taken back when the allocation is.
/// </summary>
internal static class ExchangeDifferences
{
    /// <summary>Adds the entries of allocations that were just made or undone; most have none.</summary>
    /// <param name="day">On which they are booked; null: today.</param>
    public static async Task<Result> AddAsync(
        PortalDbContext db, Payment payment, IEnumerable<PaymentAllocation> changed, DateOnly? day, DateTime now, CancellationToken ct, LegalEntity? known = null)
    {
        var differing = changed.Where(a => a.Difference != 0).ToList();
        if (differing.Count == 0)
        {
            return Result.Done;
        }

        var entity = known ?? await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == payment.LegalEntityId, ct);
        var on = day ?? entity.DayOf(now);
        IReadOnlyList<Refusal> refusals = [.. ExchangeRates.MissingAccounts(entity), .. await PeriodLock.RefusalsAsync(db, entity, on, ct)];
        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        var name = await db.Clients.Where(c => c.Id == payment.ClientId).Select(c => c.Name).SingleAsync(ct);
        foreach (var allocation in differing)
        {
            AccountingEntries.AddForAllocation(db, payment, allocation, entity, name, on, now);
        }

        return Result.Done;
    }
}
