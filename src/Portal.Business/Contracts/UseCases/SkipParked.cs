using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// A person looked at what a billing run left, and decides that it is never billed: everything that is open of that contract on that date. It is settled
/// like what is billed, in the same unique index, and <see cref="BillSkipped"/> takes that back.
/// </summary>
public sealed class SkipParked(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">As the person saw it: what is due for another reason since is not skipped unseen.</param>
    /// <param name="Reason">Required: it is shown wherever the period is missed.</param>
    public sealed record Input(long ParkedId, int Version, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsBill))
        {
            return Refusal.Forbidden;
        }

        if (string.IsNullOrWhiteSpace(input.Reason))
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.Reason));
        }

        await using var db = contexts.CreateDbContext();
        if (await db.ParkedBillings.SingleOrDefaultAsync(p => p.Id == input.ParkedId, ct) is not { } parked)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(parked, input.Version);
        db.ParkedBillings.Remove(parked);
        await SkipAsync(db, parked, input.Reason.Trim(), ct);
        return await db.TrySaveAsync(ct);
    }

    /// <summary>The contract's version moves with it, as it does when it is billed.</summary>
    private async Task SkipAsync(PortalDbContext db, ParkedBilling parked, string reason, CancellationToken ct)
    {
        var contract = (await ContractAccess.FindAsync(db, parked.ContractId, ct))!;
        var now = clock.GetUtcNow().UtcDateTime;
        var today = (await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct)).DayOf(now);
        var (billed, visits) = (await ContractAccess.BilledAsync(db, [contract.Id], ct), await ContractAccess.VisitsAsync(db, [contract], ct));
        var open = contract.Bills ? new ContractToBill(contract, billed, visits).Open(parked.InvoiceOn, today).Where(i => i.InvoiceOn == parked.InvoiceOn).ToList() : [];
        if (open.Count == 0)
        {
            return;
        }

        db.BilledPeriods.AddRange(open.Select(i => ContractInvoices.Skipped(new PlannedItem(contract, i), reason, user, now)));
        var skipped = open.Select(i => (i.LineId, i.Kind, i.Key)).ToHashSet();
        contract.BillNextOn(DueBilling.NextDate(
            contract, billed.Keys.Concat(skipped).ToHashSet(), today, visits: visits, skipped: billed.Skipped.Concat(skipped).ToHashSet()));
        db.Entry(contract).Property(c => c.NextInvoiceOn).IsModified = true;
        db.TimelineEntries.Add(new TimelineEntry(
            contract.ClientId, contract.JobId, now, user, "Contracts.Skipped", nameof(Contract), contract.Id, contract.Reference, open.Min(i => i.From), open.Max(i => i.To),
            (open.Sum(i => i.Net), contract.Currency), reason));
    }
}
