using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Sets what a billing run may do without a person, for every client of a company or for one; without any limit it is removed.</summary>
public sealed class SaveBillingLimit(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="ClientId">Null: of the company.</param>
    /// <param name="Version">As the person saw it; null: none was set.</param>
    public sealed record Input(long LegalEntityId, long? ClientId, int? Version, decimal? LargestChangePercent, int? MostInvoicesPerDay);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsLimit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!await db.LegalEntities.AnyAsync(e => e.Id == input.LegalEntityId, ct) || (input.ClientId is { } id && !await db.Clients.AnyAsync(c => c.Id == id, ct)))
        {
            return Refusal.Invalid("Contracts.UnknownChoice").On(nameof(input.ClientId));
        }

        var limit = await db.BillingLimits.SingleOrDefaultAsync(l => l.LegalEntityId == input.LegalEntityId && l.ClientId == input.ClientId, ct);
        if (limit?.Version != input.Version)
        {
            return limit is null || input.Version is not null ? Refusal.Stale : Refusal.Conflict("Contracts.LimitIsThere").On(nameof(input.ClientId));
        }

        var isNone = input is { LargestChangePercent: null, MostInvoicesPerDay: null };
        if (limit is null)
        {
            if (isNone)
            {
                return input.ClientId is null ? Result.Done : Refusal.Invalid("Contracts.LimitNeeded").On(nameof(input.LargestChangePercent));
            }

            limit = new BillingLimit { LegalEntityId = input.LegalEntityId, ClientId = input.ClientId };
            db.BillingLimits.Add(limit);
        }

        if (limit.Set(input.LargestChangePercent, input.MostInvoicesPerDay) is { Succeeded: false } wrong)
        {
            return wrong;
        }

        if (isNone)
        {
            db.BillingLimits.Remove(limit);
        }

        return await db.TrySaveAsync(ct) is { Refusal: { } refusal } ? refusal.Code == "Common.AlreadyThere" ? Refusal.Stale : refusal : Result.Done;
    }
}
