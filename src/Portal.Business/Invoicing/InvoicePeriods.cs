using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Invoicing;

/// <param name="Issued">The day of issue (of the planned issue for proformas).</param>
/// <param name="Created">The day it was made, in its legal entity's time zone.</param>
/// <param name="Due">The day the whole amount is due.</param>
public sealed record InvoicePeriods(Period? Issued = null, Period? Created = null, Period? Due = null);

/// <summary>
/// The parts of a filter that need to know the company: its fiscal year and its days. Where several companies are listed at once, the
/// fiscal year is that of the first.
/// </summary>
internal sealed record InvoiceNarrowing((DateOnly? From, DateOnly? To) Issued, (DateOnly? From, DateOnly? To) Due, EntityDays Created)
{
    public static async Task<InvoiceNarrowing> LoadAsync(PortalDbContext db, ListInvoices.Filter filter, DateOnly today, CancellationToken ct)
    {
        if (filter.Periods is not { } periods)
        {
            return new InvoiceNarrowing(default, default, new EntityDays([]));
        }

        var entity = filter.LegalEntityId;
        var starts = await db.LegalEntities.AsNoTracking().Where(e => entity == null || e.Id == entity).OrderBy(e => e.Id)
            .Select(e => e.FiscalYearStartMonth).Take(1).ToListAsync(ct);
        (DateOnly? From, DateOnly? To) Days(Period? period) => period?.Days(today, starts.Count > 0 ? starts[0] : 1) ?? default;
        var created = Days(periods.Created);
        return new InvoiceNarrowing(Days(periods.Issued), Days(periods.Due), await EntityDays.LoadAsync(db, created.From, created.To, ct));
    }

    public IQueryable<Invoice> Apply(IQueryable<Invoice> found, ListInvoices.Filter filter)
    {
        var (issuedFrom, issuedTo, dueFrom, dueTo) = (Issued.From, Issued.To, Due.From, Due.To);
        found = issuedFrom is null ? found : found.Where(i => (i.IssuedOn ?? i.PlannedOn) >= issuedFrom);
        found = issuedTo is null ? found : found.Where(i => (i.IssuedOn ?? i.PlannedOn) <= issuedTo);
        found = dueFrom is null ? found : found.Where(i => i.DueOn >= dueFrom);
        found = dueTo is null ? found : found.Where(i => i.DueOn <= dueTo);
        var (reason, least, most, ids) = (filter.AttentionKey, filter.MinTotal, filter.MaxTotal, filter.Ids);
        found = reason is null ? found : found.Where(i => i.Attention == reason);
        found = least is null ? found : found.Where(i => i.Total >= least);
        found = most is null ? found : found.Where(i => i.Total <= most);
        found = ids is null ? found : found.Where(i => ids.Contains(i.Id));
        return Created.Of(found, i => i.LegalEntityId, i => i.CreatedAt);
    }
}
