using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Billing;

/// <summary>What a decision about something that was left to a person is about: a line's period, a visit, a charge or a revision.</summary>
public sealed record ParkedItem(long LineId, BilledKind Kind, string Key)
{
    public static ParkedItem Of(DueItem item) => new(item.LineId, item.Kind, item.Key);
}

/// <summary>Contracts of which something waits for a person, whole, with what is billed of them.</summary>
internal sealed class ParkedContracts(IReadOnlyDictionary<long, ContractToBill> contracts, IReadOnlyDictionary<long, LegalEntity> entities, DateTime now)
{
    public static async Task<ParkedContracts> LoadAsync(PortalDbContext db, IReadOnlyCollection<long> ids, bool tracked, DateTime now, CancellationToken ct)
    {
        var whole = await ContractAccess.Whole(tracked ? db.Contracts : db.Contracts.AsNoTracking()).Where(c => EF.Parameter(ids).Contains(c.Id)).ToListAsync(ct);
        var billed = (await ContractAccess.BilledItemsAsync(db, ids, ct)).ToLookup(b => b.ContractId);
        var visits = (await ContractAccess.VisitsAsync(db, whole, ct)).ToLookup(v => v.LineId);
        return new(
            whole.ToDictionary(c => c.Id, c => new ContractToBill(c, new BilledOfContracts([.. billed[c.Id]]), [.. c.Lines.SelectMany(l => visits[l.Id])])),
            await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct), now);
    }

    public ContractToBill this[long id] => contracts[id];

    public DateOnly TodayOf(Contract contract) => entities[contract.LegalEntityId].DayOf(now);

    /// <summary>All that is open of its contract on its date.</summary>
    public IReadOnlyList<DueItem> Open(ParkedBilling parked) => this[parked.ContractId] is { Contract.Bills: true } of
        ? [.. of.Open(parked.InvoiceOn, TodayOf(of.Contract)).Where(i => i.InvoiceOn == parked.InvoiceOn)] : [];
}
