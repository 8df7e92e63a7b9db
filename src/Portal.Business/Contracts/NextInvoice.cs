using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Contracts;

public enum NextInvoiceBasis
{
    /// <summary>A visit is done and waits for the next billing run.</summary>
    VisitDone,

    /// <summary>After a visit that is planned.</summary>
    VisitPlanned,

    /// <summary>After a visit that is wanted in a month.</summary>
    VisitWanted,

    /// <summary>After the next visit, of which nothing is known.</summary>
    NextVisit,
}

/// <summary>What is known of the next invoice of a contract billed by visits, before its date is computed.</summary>
/// <param name="On">The date of the invoice where it is known: of a visit done, or of the end of the year in arrears.</param>
/// <param name="VisitOn">The day of the visit, or the first of the month in which it is wanted.</param>
public sealed record NextInvoice(NextInvoiceBasis Basis, DateOnly? On, DateOnly? VisitOn)
{
    /// <summary>Of those that are billed by visits and have no date yet.</summary>
    /// <param name="contracts">Whole.</param>
    internal static async Task<IReadOnlyDictionary<long, NextInvoice>> OfAsync(PortalDbContext db, IEnumerable<Contract> contracts, DateOnly today, CancellationToken ct)
    {
        var some = contracts.Where(c => c is { Frequency: BillingFrequency.PerVisit, Bills: true, NextInvoiceOn: null }).ToList();
        if (some.Count == 0)
        {
            return new Dictionary<long, NextInvoice>();
        }

        var billed = await ContractAccess.BilledAsync(db, [.. some.Select(c => c.Id)], ct);
        var done = (await ContractAccess.VisitsAsync(db, some, ct)).ToLookup(v => v.LineId);
        var expected = (await ExpectedVisits.FindAsync(db, some, today, today.AddMonths(13), ct)).ToLookup(e => e.Contract.Id);
        return some.ToDictionary(c => c.Id, c => Of(c, billed, [.. c.Lines.SelectMany(l => done[l.Id])], expected[c.Id].OrderBy(e => e.On).FirstOrDefault(), today));
    }

    /// <inheritdoc cref="OfAsync" />
    internal static async Task<IReadOnlyDictionary<long, NextInvoice>> OfAsync(PortalDbContext db, IReadOnlyCollection<long> contractIds, DateOnly today, CancellationToken ct) =>
        contractIds.Count == 0 ? new Dictionary<long, NextInvoice>()
            : await OfAsync(db, await ContractAccess.Whole(db.Contracts.AsNoTracking().Where(c => EF.Parameter(contractIds).Contains(c.Id))).ToListAsync(ct), today, ct);

    private static NextInvoice Of(Contract contract, BilledOfContracts billed, IReadOnlyCollection<DoneVisit> done, ExpectedVisits.Expected? visit, DateOnly today)
    {
        if (DueBilling.NextDate(contract, billed, today, visits: done) is { } due)
        {
            return new NextInvoice(NextInvoiceBasis.VisitDone, due, null);
        }

        if (visit is null)
        {
            return new NextInvoice(NextInvoiceBasis.NextVisit, null, null);
        }

        var on = contract.Timing == BillingTiming.InAdvance ? null
            : DueBilling.NextDate(contract, billed, visit.On, visits: [new DoneVisit(contract.LineOn(visit.Line.Id, visit.On), 0, visit.On)]);
        return new NextInvoice(visit.PlannedOn is null ? NextInvoiceBasis.VisitWanted : NextInvoiceBasis.VisitPlanned, on, visit.PlannedOn ?? visit.On);
    }
}
