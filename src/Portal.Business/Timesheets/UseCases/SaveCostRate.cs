using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>What an hour of somebody who works for us costs from a day on; the same day once more corrects it. Time that is not approved yet takes it at once.</summary>
public sealed class SaveCostRate(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long UserId, DateOnly? From, decimal? HourlyCost);

    /// <summary>How many entries of time cost something else from now on.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!CostRates.MayKeep(user))
        {
            return Refusal.Forbidden;
        }

        var checks = new FieldChecks();
        checks.RefuseIf(input.From is null, nameof(input.From), Refusal.Invalid("Common.Required"));
        checks.RefuseIf(input.HourlyCost is null, nameof(input.HourlyCost), Refusal.Invalid("Common.Required"));
        checks.RefuseIf(input.HourlyCost is < 0 or > Money.LargestAmount, nameof(input.HourlyCost), Refusal.Invalid("Catalog.PriceRange", Money.LargestAmount));
        if (!checks.AllGood)
        {
            return Result<int>.Refused(checks.Found);
        }

        await using var db = contexts.CreateDbContext();
        if (!await db.Users.AnyAsync(u => u.Id == input.UserId && !u.IsClientUser, ct))
        {
            return Refusal.Invalid("Timesheets.NoSuchPerson").On(nameof(input.UserId));
        }

        var (from, cost) = (input.From!.Value, Money.Round(input.HourlyCost!.Value));
        var known = await db.CostRates.SingleOrDefaultAsync(r => r.UserId == input.UserId && r.From == from, ct);
        if (known is not null)
        {
            known.HourlyCost = cost;
        }
        else
        {
            known = new CostRate { UserId = input.UserId, From = from, HourlyCost = cost };
            db.CostRates.Add(known);
        }

        var rates = await CostRates.OfAsync(db, input.UserId, ct);
        rates = rates with { Dated = [.. rates.Dated.Where(r => r.From != from).Append(known).OrderBy(r => r.From)] };
        var changed = await rates.ApplyAsync(db, input.UserId, ct);
        return await db.TrySaveAsync(ct) is { Refusal: { } refusal } ? refusal : changed;
    }
}
