using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Billing;

/// <summary>On which dates the contracts of an agenda are billed, and through which.</summary>
internal static class BillingDays
{
    /// <summary>Through which date each contract is billed: through the day, or where it is outside the filter through the last invoice that it shares with one inside.</summary>
    /// <param name="entries">With all those that may share an invoice with them.</param>
    public static IReadOnlyDictionary<long, DateOnly?> Until(IReadOnlyList<ContractToBill> contracts, IReadOnlyList<BillingAgenda.Entry> entries, DateOnly day, DateOnly today)
    {
        var until = entries.ToDictionary(e => e.ContractId, e => e.IsAlong ? null : (DateOnly?)day);
        var along = entries.Where(e => e.IsAlong).Select(e => e.ContractId).ToHashSet();
        if (along.Count > 0)
        {
            var items = contracts.SelectMany(c => c.Open(day, today).Select(i => new PlannedItem(c.Contract, i)));
            foreach (var plan in BillingPlan.Group(items).Where(p => p.Contracts.Any(c => !along.Contains(c.Id))))
            {
                foreach (var contract in plan.Contracts.Where(c => along.Contains(c.Id)))
                {
                    until[contract.Id] = plan.InvoiceOn;
                }
            }
        }

        return until;
    }

    /// <summary>The dates on which each of them has something open, the earliest first.</summary>
    public static async Task<SortedDictionary<DateOnly, List<BillingAgenda.Entry>>> DatesAsync(
        PortalDbContextFactory contexts, ICurrentUser actor, CompanyBooks books, long legalEntityId, DateOnly day, DateOnly today, IReadOnlyList<BillingAgenda.Entry> entries, CancellationToken ct)
    {
        var dates = new SortedDictionary<DateOnly, List<BillingAgenda.Entry>>();
        foreach (var chunk in BillingAgenda.Chunks(entries, BillingAgenda.Chunk))
        {
            await using var db = contexts.CreateFor(actor);
            var loaded = await ContractsToBill.LoadAsync(db, books, legalEntityId, [.. chunk.Select(e => e.ContractId)], tracked: false, ct);
            var byId = chunk.ToDictionary(e => e.ContractId);
            var until = Until(loaded.Contracts, chunk, day, today);
            foreach (var contract in loaded.Contracts.Where(c => until[c.Contract.Id] is not null))
            {
                // What is settled without an invoice, a revision that comes to nothing or a reason that is gone, is settled on the day of the run.
                var open = contract.Open(until[contract.Contract.Id]!.Value, today).Select(i => i.InvoiceOn).Distinct().ToList();
                foreach (var date in open.Count > 0 ? open : [day])
                {
                    if (!dates.TryGetValue(date, out var list))
                    {
                        dates[date] = list = [];
                    }

                    list.Add(byId[contract.Contract.Id]);
                }
            }
        }

        return dates;
    }
}
