using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Billing;

/// <summary>What a billing leaves behind besides invoices: what waits for a person, the next dates, and years that need no revision any more.</summary>
internal static class BillingSettlement
{
    /// <summary>Writes down what is left to a person, and forgets what is not in the way any more.</summary>
    public static void Park(BillingWork work, IReadOnlyList<BillingVerdict> verdicts)
    {
        var (db, of, date) = (work.Db, work.Of, work.Date);
        var reasons = verdicts.Where(v => v.IsParked).SelectMany(v => v.Plan.Items.GroupBy(i => i.Contract)
                .Select(g => (g.Key, Net: g.Sum(i => i.Due.Net), v.Reasons))).GroupBy(r => r.Key)
            .ToDictionary(g => g.Key.Id, g => (Net: g.Sum(r => r.Net), Reasons: (IReadOnlyList<Refusal>)[.. g.SelectMany(r => r.Reasons).Distinct()]));
        foreach (var (contractId, (net, why)) in reasons)
        {
            var parked = of.Parked.SingleOrDefault(p => p.ContractId == contractId && p.InvoiceOn == date);
            if (parked is null)
            {
                db.ParkedBillings.Add(parked = new ParkedBilling { ContractId = contractId, InvoiceOn = date, ParkedAt = work.Now });
            }

            parked.Explain(why, net);
        }

        foreach (var contract in of.Contracts)
        {
            var open = contract.Open(date, work.Dates.Today).Select(i => i.InvoiceOn).ToHashSet();
            db.ParkedBillings.RemoveRange(of.Parked.Where(p => p.ContractId == contract.Contract.Id && p.InvoiceOn <= date
                && !reasons.ContainsKey(p.ContractId) && (p.InvoiceOn == date || !open.Contains(p.InvoiceOn))));
        }
    }

    /// <summary>
    /// The next date of each contract, and the years that need no revision any more. Each contract's version moves with it, so that whoever
    /// changes one at the same time is told.
    /// </summary>
    public static void MoveOn(BillingWork work, IReadOnlyList<BillingVerdict> passed)
    {
        var items = passed.SelectMany(v => v.Plan.Items).ToLookup(i => i.Contract, i => i.Due);
        foreach (var of in work.Of.Contracts)
        {
            var contract = of.Contract;
            var next = DueBilling.NextDate(contract, of.Billed.With(contract.Id, [.. items[contract]]), work.Dates.Today, visits: of.Visits);
            if (items.Contains(contract) || next != contract.NextInvoiceOn)
            {
                contract.BillNextOn(next);
                work.Db.Touch(contract);
            }

            Revise(work, contract, next);
        }
    }

    private static void Revise(BillingWork work, Contract contract, DateOnly? next)
    {
        foreach (var period in contract.Periods.Where(p => contract.IsRevised && p.RevisedAt is null && p.To <= work.Date && p.To < work.Dates.Today && (next is null || next > p.To)))
        {
            period.Revise(work.Now);
        }
    }
}
