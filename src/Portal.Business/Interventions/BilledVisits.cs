using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions;

/// <summary>Visits that are called off though an invoice or proforma bills them: it stays as it is, for another visit or to be credited.</summary>
internal static class BilledVisits
{
    /// <summary>In the caller's save.</summary>
    public static async Task LeaveInvoicesAsync(PortalDbContext db, IReadOnlyList<Visit> calledOff, ICurrentUser by, DateTime now, CancellationToken ct)
    {
        var ids = calledOff.Select(v => v.InvoiceId).OfType<long>().ToList();
        var numbers = ids.Count == 0 ? [] : await db.Invoices.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Number ?? i.ProformaNumber, ct);
        foreach (var visit in calledOff.Where(v => v.InvoiceId is not null))
        {
            db.TimelineEntries.Add(new TimelineEntry(
                visit.ClientId, visit.JobId, now, by, "Interventions.InvoiceLeft", nameof(Visit), visit.Id, numbers[visit.InvoiceId!.Value], visit.Number));
            visit.LeaveInvoice();
        }
    }
}
