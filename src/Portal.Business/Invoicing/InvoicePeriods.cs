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
/// <param name="Due">As <see cref="ListInvoices.IsDue"/>.</param>
public sealed record InvoicePeriods(Period? Issued = null, Period? Created = null, Period? Due = null);

/// <summary>
/// The parts of a filter that need to know the company: its fiscal year and its days. Where several companies are listed at once, each has the
/// fiscal year and the days of its own.
/// </summary>
internal sealed record InvoiceNarrowing(IReadOnlyList<InvoiceNarrowing.Days> Own)
{
    /// <param name="Entities">Companies with one fiscal year.</param>
    internal sealed record Days(IReadOnlyList<long> Entities, (DateOnly? From, DateOnly? To) Issued, (DateOnly? From, DateOnly? To) Due, EntityDays Created);

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
            own.Add(new Days([.. same.Select(e => e.Id)], Of(periods.Issued), Of(periods.Due), await EntityDays.LoadAsync(db, created.From, created.To, ct)));
        }

        return new InvoiceNarrowing(own);
    }

    public IQueryable<Invoice> Apply(IQueryable<Invoice> found, ListInvoices.Filter filter)
    {
        var (reason, least, most, ids) = (filter.AttentionKey, filter.MinTotal, filter.MaxTotal, filter.Ids);
        found = reason is null ? found : found.Where(i => i.Attention == reason);
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

    private static bool NamesFiscalYear(InvoicePeriods periods) =>
        new[] { periods.Issued, periods.Created, periods.Due }.Any(p => p?.Name is PeriodName.ThisFiscalYear or PeriodName.LastFiscalYear);

    private static IQueryable<Invoice> In(IQueryable<Invoice> found, Days days, ListInvoices.Filter filter)
    {
        var (issuedFrom, issuedTo) = days.Issued;
        found = issuedFrom is null ? found : found.Where(i => i.Day >= issuedFrom);
        found = issuedTo is null ? found : found.Where(i => i.Day <= issuedTo);
        found = days.Due is (null, null) ? found : found.Where(ListInvoices.IsDue(filter, days.Due.From, days.Due.To));
        return days.Created.Of(found, i => i.LegalEntityId, i => i.CreatedAt);
    }

    /// <summary>The same as a rule for the companies of one fiscal year, to be joined with those of the others.</summary>
    private static Expression<Func<Invoice, bool>> Rule(Days days, ListInvoices.Filter filter)
    {
        var (companies, (issuedFrom, issuedTo)) = (days.Entities, days.Issued);
        Expression<Func<Invoice, bool>> rule = i => companies.Contains(i.LegalEntityId)
            && (issuedFrom == null || i.Day >= issuedFrom) && (issuedTo == null || i.Day <= issuedTo);
        rule = days.Due is (null, null) ? rule : And(rule, ListInvoices.IsDue(filter, days.Due.From, days.Due.To));
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
}
