using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>A draft contract of a client with its lines. Without a reference of its own it takes the next number of the series.</summary>
public sealed class CreateContract(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="FormKey">Made when the page was opened: the same for a repetition of the same wish.</param>
    /// <param name="LegalEntityId">Null takes the client's usual one.</param>
    /// <param name="Head">An empty reference takes the next number; payer 0 is the client.</param>
    public sealed record Input(Guid FormKey, long ClientId, long? LegalEntityId, Contract.Head Head, IReadOnlyList<ContractLine.Values> Lines);

    /// <summary>The new contract's id; that of the first one, when the form was sent before.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        var onceKey = $"{input.FormKey:N}";
        var made = await TryAsync(input, onceKey, ct);
        if (made.Succeeded)
        {
            return made;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Contracts.Where(c => c.OnceKey == onceKey).Select(c => (long?)c.Id).SingleOrDefaultAsync(ct) is { } before ? before : made;
    }

    private async Task<Result<long>> TryAsync(Input input, string onceKey, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        if (!(await db.SellerAsync(client, null, input.LegalEntityId, ct)).TryGet(out var entity, out var sellsNothing))
        {
            return sellsNothing;
        }

        if (!client.IsActive)
        {
            return Refusal.NotNow("Contracts.ClientInactive", client.Name).On(nameof(input.ClientId));
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var head = input.Head with { PayerId = input.Head.PayerId == 0 ? client.Id : input.Head.PayerId };
        var contract = new Contract(entity.Id, client.Id, head.Reference.Trim(), client.CurrencyWith(entity), head.StartsOn, now) { OnceKey = onceKey };
        var refusals = await ContractReferences.OfHeadAsync(db, entity, contract.Currency, head, ct);
        refusals.AddRange(contract.Edit(head, isBilled: false, entity.DayOf(now)).Refusals);
        refusals.AddRange(await NewContractLines.AddAsync(db, contract, input.Lines, ct));
        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        await using var transaction = await db.BeginWriteAsync(ct);
        if (contract.Reference.Length == 0)
        {
            if (!(await db.TakeNumberAsync(entity.Id, NumberedDocument.Contract, entity.DayOf(now), ct)).TryGet(out var number, out var refused))
            {
                return refused;
            }

            contract.GiveReference(number);
        }

        db.Contracts.Add(contract);
        db.TimelineEntries.Add(new TimelineEntry(client.Id, null, now, user, "Contracts.Created", nameof(Contract), contract.Id, contract.Reference));
        if ((await db.TrySaveAsync(ct)).Refusal is { } lost)
        {
            return lost.Code == "Common.AlreadyThere" ? Refusal.Conflict("Contracts.ReferenceInUse", contract.Reference).On(nameof(head.Reference)) : lost;
        }

        await transaction.CommitAsync(ct);
        return contract.Id;
    }
}
