using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Invoicing;

/// <param name="Issued">The day of issue (of the planned issue for proformas).</param>
/// <param name="Created">The day it was made, in its legal entity's time zone.</param>
/// <param name="Due">The day that is shown as due.</param>
/// <param name="Open">The day of any instalment of which something is open.</param>
public sealed record InvoicePeriods(Period? Issued = null, Period? Created = null, Period? Due = null, Period? Open = null);

/// <summary>
/// The parts of a filter that need to know the company: its fiscal year and its days. Where several companies are listed at once, each has the
/// fiscal year and the days of its own.
/// </summary>
internal sealed record InvoiceNarrowing(IReadOnlyList<InvoiceNarrowing.Days> Own)
{
    /// <param name="Entities">Companies with one fiscal year.</param>
    internal sealed record Days(IReadOnlyList<long> Entities, (DateOnly? From, DateOnly? To) Issued, (DateOnly? From, DateOnly? To) Due, EntityDays Created, (DateOnly? From, DateOnly? To) Open);

    public static async Task<InvoiceNarrowing> LoadAsync(PortalDbContext db, ListInvoices.Filter filter, DateOnly today, CancellationToken ct)
    {
        if (filter.Periods is not { } periods)
        {
            return new InvoiceNarrowing([]);
        }

        var entity = filter.LegalEntityId;
        var starts = await db.LegalEntities.AsNoTracking().Where(e => entity == null || e.Id == entity).Select(e => new { e.Id, e.FiscalYearStartMonth }).ToListAsync(ct);
        var own = new List<Days>();
        foreach (var same in starts.GroupBy(e => NamesFiscalYear(periods) ? e.FiscalYearStartMonth : 1))
        {
            (DateOnly? From, DateOnly? To) Of(Period? period) => period?.Days(today, same.Key) ?? default;
            var created = Of(periods.Created);
            own.Add(new Days([.. same.Select(e => e.Id)], Of(periods.Issued), Of(periods.Due), await EntityDays.LoadAsync(db, created.From, created.To, ct), Of(periods.Open)));
        }

        return new InvoiceNarrowing(own);
    }

    public IQueryable<Invoice> Apply(IQueryable<Invoice> found, ListInvoices.Filter filter)
    {
        var (reason, least, most, ids) = (filter.AttentionKey, filter.MinTotal, filter.MaxTotal, filter.Ids);
        found = reason switch
        {
            null => found,
            Invoice.TaxToCheck => found.Where(i => i.Attention != null && i.TaxDoubt),
            _ => found.Where(i => i.Attention == reason),
        };
        found = least is null ? found : found.Where(i => i.Total >= least);
        found = most is null ? found : found.Where(i => i.Total <= most);
        found = ids is null ? found : found.Where(i => ids.Contains(i.Id));
        return Own switch
        {
            [] => found,
            [var all] => In(found, all, filter),
            _ => found.Where(Own.Select(days => Rule(days, filter)).Aggregate(Or)),
        };
    }

    /// <summary>By currency, what of the invoices falls due in the days of <see cref="InvoicePeriods.Open"/>.</summary>
    public async Task<Dictionary<string, decimal>> OpenAsync(IQueryable<Invoice> found, CancellationToken ct)
    {
        var sums = new Dictionary<string, decimal>();
        foreach (var days in Own)
        {
            // Grouped from rows of their own: not every database sums what is itself a sum.
            var entities = days.Entities;
            var rows = found.Where(i => entities.Contains(i.LegalEntityId)).Select(Rules.Over<Invoice, OpenRow>(
                (Invoice i, decimal open) => new OpenRow { Id = i.Id, Currency = i.Currency, Open = open }, InvoiceDue.OpenWithin(days.Open.From, days.Open.To)));
            foreach (var sum in await rows.Distinct().GroupBy(r => r.Currency).Select(g => new { g.Key, Open = g.Sum(r => r.Open) }).ToListAsync(ct))
            {
                sums[sum.Key] = sums.GetValueOrDefault(sum.Key) + sum.Open;
            }
        }

        return sums;
    }

    private static bool NamesFiscalYear(InvoicePeriods periods) =>
        new[] { periods.Issued, periods.Created, periods.Due, periods.Open }.Any(p => p?.Name is PeriodName.ThisFiscalYear or PeriodName.LastFiscalYear);

    private static IQueryable<Invoice> In(IQueryable<Invoice> found, Days days, ListInvoices.Filter filter)
    {
        var (issuedFrom, issuedTo) = days.Issued;
        found = issuedFrom is null ? found : found.Where(i => i.Day >= issuedFrom);
        found = issuedTo is null ? found : found.Where(i => i.Day <= issuedTo);
        found = days.Due is (null, null) ? found : found.Where(InvoiceDue.IsShownWithin(days.Due.From, days.Due.To));
        found = filter.Periods?.Open is null ? found : found.Where(InvoiceDue.IsOpenWithin(days.Open.From, days.Open.To));
        return days.Created.Of(found, i => i.LegalEntityId, i => i.CreatedAt);
    }

    /// <summary>The same as a rule for the companies of one fiscal year, to be joined with those of the others.</summary>
    private static Expression<Func<Invoice, bool>> Rule(Days days, ListInvoices.Filter filter)
    {
        var (companies, (issuedFrom, issuedTo)) = (days.Entities, days.Issued);
        Expression<Func<Invoice, bool>> rule = i => companies.Contains(i.LegalEntityId)
            && (issuedFrom == null || i.Day >= issuedFrom) && (issuedTo == null || i.Day <= issuedTo);
        rule = days.Due is (null, null) ? rule : And(rule, InvoiceDue.IsShownWithin(days.Due.From, days.Due.To));
        rule = filter.Periods?.Open is null ? rule : And(rule, InvoiceDue.IsOpenWithin(days.Open.From, days.Open.To));
        foreach (var span in days.Created.Spans)
        {
            var (zone, from, before) = (span.Entities, span.From, span.Before);
            rule = And(rule, i => !zone.Contains(i.LegalEntityId) || ((from == null || i.CreatedAt >= from) && (before == null || i.CreatedAt < before)));
        }

        return rule;
    }

    private static Expression<Func<Invoice, bool>> Or(Expression<Func<Invoice, bool>> one, Expression<Func<Invoice, bool>> other) =>
        Expression.Lambda<Func<Invoice, bool>>(Expression.OrElse(one.Body, BodyOf(other, one)), one.Parameters);

    private static Expression<Func<Invoice, bool>> And(Expression<Func<Invoice, bool>> one, Expression<Func<Invoice, bool>> other) =>
        Expression.Lambda<Func<Invoice, bool>>(Expression.AndAlso(one.Body, BodyOf(other, one)), one.Parameters);

    private static Expression BodyOf(LambdaExpression rule, LambdaExpression like) => ReplacingExpressionVisitor.Replace(rule.Parameters[0], like.Parameters[0], rule.Body);

    private sealed class OpenRow
    {
        public required long Id { get; init; }

        public required string Currency { get; init; }

        public required decimal Open { get; init; }
    }
}
