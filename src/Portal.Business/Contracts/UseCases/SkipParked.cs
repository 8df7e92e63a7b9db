using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// A person looked at what billing runs left, and decides what of it is never billed: lines of one or several contracts and dates, in one save. They are settled
/// like what is billed, in the same unique index, and <see cref="BillSkipped"/> takes that back.
/// </summary>
public sealed class SkipParked(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Parked">What of each; all of it or nothing is saved.</param>
    /// <param name="Reason">Required: it is shown wherever the period is missed.</param>
    public sealed record Input(IReadOnlyList<Choice> Parked, string Reason);

    /// <param name="Version">As the person saw it: what is due for another reason since is not skipped unseen.</param>
    /// <param name="Items">What is not billed; what is left of the date goes on waiting for the next run.</param>
    public sealed record Choice(long ParkedId, int Version, IReadOnlyList<ParkedItem> Items);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsBill))
        {
            return Refusal.Forbidden;
        }

        var chosen = input.Parked.Where(c => c.Items.Count > 0).ToDictionary(c => c.ParkedId);
        if (chosen.Count == 0)
        {
            return Refusal.Invalid("Contracts.NothingToSkip").On("Items");
        }

        if (string.IsNullOrWhiteSpace(input.Reason))
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.Reason));
        }

        await using var db = contexts.CreateDbContext();
        var ids = chosen.Keys.ToList();
        var parked = await db.ParkedBillings.Where(p => EF.Parameter(ids).Contains(p.Id)).OrderBy(p => p.InvoiceOn).ToListAsync(ct);
        if (parked.Count < chosen.Count)
        {
            return Refusal.NotNow("Contracts.ParkedIsSettled");
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var contracts = parked.Select(p => p.ContractId).Distinct().ToList();
        var of = await ParkedContracts.LoadAsync(db, contracts, tracked: true, now, ct);
        if (await PendingUndo.AnyAsync(db, contracts, ct))
        {
            return PendingUndo.Refusal;
        }

        foreach (var rows in parked.GroupBy(p => p.ContractId))
        {
            var skipped = new List<DueItem>();
            foreach (var row in rows)
            {
                var (choice, open) = (chosen[row.Id], of.Open(row));
                var items = open.Where(i => choice.Items.Contains(ParkedItem.Of(i))).ToList();
                if (row.Version != choice.Version || items.Count < choice.Items.Count)
                {
                    return Refusal.Conflict("Contracts.ParkedHasChanged", of[rows.Key].Contract.Reference, row.InvoiceOn);
                }

                Leave(db, row, open, items, of[rows.Key].Contract.Currency);
                skipped.AddRange(items);
                Tell(db, of[rows.Key].Contract, items, input.Reason.Trim(), now);
            }

            Skip(db, of, of[rows.Key], skipped, input.Reason.Trim(), now);
        }

        return await db.TrySaveAsync(ct);
    }

    private static void Leave(PortalDbContext db, ParkedBilling row, IReadOnlyList<DueItem> open, List<DueItem> items, string currency)
    {
        if (items.Count == open.Count)
        {
            db.ParkedBillings.Remove(row);
        }
        else
        {
            row.Leave(open.Sum(i => i.Net) - items.Sum(i => i.Net), currency);
            db.Touch(row);
        }
    }

    /// <summary>The contract's version moves with it, as it does when it is billed.</summary>
    private void Skip(PortalDbContext db, ParkedContracts of, ContractToBill contract, List<DueItem> items, string reason, DateTime now)
    {
        db.BilledPeriods.AddRange(items.Select(i => ContractInvoices.Skipped(new PlannedItem(contract.Contract, i), reason, user, now)));
        contract.Contract.BillNextOn(DueBilling.NextDate(
            contract.Contract, contract.Billed.With(contract.Contract.Id, items, skipped: true), of.TodayOf(contract.Contract), visits: contract.Visits));
        db.Touch(contract.Contract);
    }

    private void Tell(PortalDbContext db, Contract contract, List<DueItem> items, string reason, DateTime now) => db.TimelineEntries.Add(new TimelineEntry(
        contract.ClientId, contract.JobId, now, user, "Contracts.Skipped", nameof(Contract), contract.Id, contract.Reference, items.Min(i => i.From), items.Max(i => i.To),
        (items.Sum(i => i.Net), contract.Currency), reason));
}
