using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Invoicing;

/// <summary>What a credit note opens again, to be invoiced anew: quantities of jobs and periods of contracts where the person says so, visits of an invoice that is gone.</summary>
internal static class CreditReopening
{
    /// <summary>Refused where a contract period that is to be invoiced anew was revised.</summary>
    public static async Task<Result> BookAsync(
        PortalDbContext db, ICurrentUser actor, Invoice note, Invoice original, IReadOnlyList<Invoice> notes, InvoiceJobs jobs, CreditInvoice.Input input, DateTime now, CancellationToken ct)
    {
        var lines = input.ReopensPeriods ? ContractReopening.CreditedInFull(original, notes, note, jobs) : [];
        if (await ContractReopening.WhyNotAsync(db, original, lines, ct) is { } revised)
        {
            return revised;
        }

        await GivenBackQuantities.BookAsync(db, note, original, notes, input, actor, now, ct);
        await ContractReopening.FreeAsync(db, original, lines, FreedBecause.Credited, note, actor, now, ct);
        if (original.Credited == original.Total)
        {
            foreach (var visit in await db.Visits.Where(v => v.InvoiceId == original.Id).ToListAsync(ct))
            {
                visit.LeaveInvoice();
            }
        }

        return Result.Done;
    }
}
