using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>What is behind some of what was left to a person, line by line, to decide about each.</summary>
public sealed class ShowParkedItems(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Basis">Where the amount comes from, in the reader's language.</param>
    public sealed record Item(ParkedItem Which, string Description, DateOnly From, DateOnly To, decimal Net, string Basis);

    /// <param name="Version">Of what was left to a person, to be decided about as it is shown here.</param>
    public sealed record Row(long Id, int Version, string Reference, string ClientName, DateOnly InvoiceOn, string Currency, IReadOnlyList<Item> Items);

    /// <returns>In the order of their dates; without those that are settled meanwhile.</returns>
    public async Task<Result<IReadOnlyList<Row>>> RunAsync(IReadOnlyCollection<long> parkedIds, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsBill))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var parked = await db.ParkedBillings.AsNoTracking().Where(p => EF.Parameter(parkedIds).Contains(p.Id)).OrderBy(p => p.InvoiceOn).ThenBy(p => p.Id).ToListAsync(ct);
        var of = await ParkedContracts.LoadAsync(db, [.. parked.Select(p => p.ContractId).Distinct()], tracked: false, clock.GetUtcNow().UtcDateTime, ct);
        var payerIds = parked.Select(p => of[p.ContractId].Contract.PayerId).Distinct().ToList();
        var payers = await db.Clients.Where(c => EF.Parameter(payerIds).Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var language = System.Globalization.CultureInfo.CurrentUICulture.Name is { Length: > 0 } name ? name : "en-CA";
        return parked.ConvertAll(p =>
        {
            var contract = of[p.ContractId].Contract;
            return new Row(p.Id, p.Version, contract.Reference, payers[contract.PayerId], p.InvoiceOn, contract.Currency, [.. of.Open(p).Select(i => new Item(
                ParkedItem.Of(i), new PlannedItem(contract, i).Description, i.From, i.To, i.Net, AmountTexts.Say(i, contract.Currency, language)))]);
        });
    }
}
