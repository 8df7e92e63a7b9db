using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing;

/// <summary>
/// Which day it is for each legal entity, so that a query can tell what is due. At any instant the entities live on one day or on two
/// that follow each other.
/// </summary>
/// <param name="Today">The earlier of the two.</param>
/// <param name="Ahead">Entities for which it is the day after.</param>
public sealed record DueDays(DateOnly Today, IReadOnlyList<long> Ahead)
{
    public DateOnly DayOf(long legalEntityId) => Ahead.Contains(legalEntityId) ? Today.AddDays(1) : Today;

    /// <summary>For invoices of one legal entity.</summary>
    public static DueDays On(DateOnly today) => new(today, []);

    /// <summary><see cref="InvoiceDue.Overdue"/> by the day of each legal entity.</summary>
    internal Expression<Func<Invoice, decimal>> Overdue
    {
        get
        {
            var ahead = Ahead;
            return ahead.Count == 0
                ? InvoiceDue.Overdue(Today)
                : Rules.Over<Invoice, decimal>(
                    (Invoice i, decimal today, decimal tomorrow) => ahead.Contains(i.LegalEntityId) ? tomorrow : today,
                    InvoiceDue.Overdue(Today), InvoiceDue.Overdue(Today.AddDays(1)));
        }
    }

    /// <summary>Something of it is past its day, be it one instalment.</summary>
    public Expression<Func<Invoice, bool>> IsOverdue => InvoiceDue.IsOverdue(Overdue);

    /// <summary>Proformas that nobody has planned for a later day.</summary>
    public Expression<Func<Invoice, bool>> IsToIssue
    {
        get
        {
            var (today, ahead) = (Today, Ahead);
            var tomorrow = today.AddDays(1);
            return i => i.Number == null && (i.Status == InvoiceStatus.ProformaInPreparation || i.Status == InvoiceStatus.ProformaSent)
                && (i.PlannedOn == null || i.PlannedOn <= today || (i.PlannedOn == tomorrow && ahead.Contains(i.LegalEntityId)));
        }
    }

    public static async Task<DueDays> LoadAsync(PortalDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var zones = await db.LegalEntities.AsNoTracking().Select(e => new { e.Id, e.TimeZone }).ToListAsync(ct);
        var days = zones.ToDictionary(
            z => z.Id, z => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, TimeZoneInfo.FindSystemTimeZoneById(z.TimeZone))));
        var today = days.Count == 0 ? DateOnly.FromDateTime(now) : days.Values.Min();
        return new DueDays(today, [.. days.Where(d => d.Value > today).Select(d => d.Key)]);
    }
}
