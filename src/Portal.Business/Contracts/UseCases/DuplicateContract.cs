using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>A new draft with the terms of another contract and those of its lines that go on, from another day, under the fiscal position that their
/// codes are of. A fixed term lasts as long.</summary>
public sealed class DuplicateContract(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, CreateContract create)
{
    /// <param name="FormKey">Made when the page was opened: the same for a repetition of the same wish.</param>
    public sealed record Input(Guid FormKey, long ContractId, DateOnly StartsOn);

    /// <summary>The copy's id; that of the first one, when it was wished before.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        Contract? original;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            original = await db.Contracts.AsNoTracking().Include(c => c.Lines).SingleOrDefaultAsync(c => c.Id == input.ContractId, ct);
        }

        if (original is null)
        {
            return Refusal.NotFound;
        }

        var lines = original.Lines.Where(l => l.Status != ContractLineStatus.Cancelled && !original.Lines.Exists(n => n.PreviousId == l.Id)).OrderBy(l => l.Position).ToList();
        var position = original.PositionOn(lines.Select(l => l.StartsOn ?? original.StartsOn).DefaultIfEmpty(original.StartsOn).Max());
        return await create.RunAsync(
            new CreateContract.Input(
                input.FormKey, original.ClientId, original.LegalEntityId,
                original.Written with
                {
                    Reference = "",
                    SubscribedOn = null,
                    StartsOn = input.StartsOn,
                    EndsOn = EndFrom(original, input.StartsOn),
                    Kind = ContractKind.New,
                    FiscalPositionId = position,
                },
                [.. lines.Select(l => l.Current with { StartsOn = null, EndsOn = null })]),
            ct);
    }

    private static DateOnly? EndFrom(Contract original, DateOnly start)
    {
        if (original.EndsOn is not { } end)
        {
            return null;
        }

        var after = end.AddDays(1);
        var months = ((after.Year - original.StartsOn.Year) * 12) + after.Month - original.StartsOn.Month;
        return original.StartsOn.AddMonths(months) == after ? start.AddMonths(months).AddDays(-1) : start.AddDays(end.DayNumber - original.StartsOn.DayNumber);
    }
}
