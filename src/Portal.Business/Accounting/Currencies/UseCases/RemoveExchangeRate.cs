using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounting.Currencies.UseCases;

/// <summary>Takes a rate out of the table. Documents that were issued with it keep it.</summary>
public sealed class RemoveExchangeRate(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long Id, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.ExchangeRates.SingleOrDefaultAsync(r => r.Id == input.Id, ct) is not { } rate)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(rate, input.Version);
        db.ExchangeRates.Remove(rate);
        return await db.TrySaveAsync(ct);
    }
}
