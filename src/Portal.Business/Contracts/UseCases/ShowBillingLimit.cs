using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The limits that hold for every client of a company without limits of its own, and how many billings wait because of any limit.</summary>
public sealed class ShowBillingLimit(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Version">Null: none is set yet.</param>
    public sealed record Shown(int? Version, decimal? LargestChangePercent, int? MostInvoicesPerDay, int HeldBack);

    public async Task<Result<Shown>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsLimit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var codes = ParkedBilling.LimitCodes;
        var limit = await db.BillingLimits.AsNoTracking().SingleOrDefaultAsync(l => l.LegalEntityId == legalEntityId && l.ClientId == null, ct);
        var held = await db.ParkedBillings.CountAsync(
            p => p.ReleasedAt == null && codes.Contains(p.Code) && db.Contracts.Any(c => c.Id == p.ContractId && c.LegalEntityId == legalEntityId), ct);
        return new Shown(limit?.Version, limit?.LargestChangePercent, limit?.MostInvoicesPerDay, held);
    }
}
