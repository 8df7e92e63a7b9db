using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Portal.Business.Data;

namespace Portal.Business.Companies;

/// <summary>A span of days as instants, for each time zone that legal entities live in: the same day begins at different instants.</summary>
public sealed record EntityDays(IReadOnlyList<EntityDays.Span> Spans)
{
    /// <param name="From">UTC; null: from the beginning.</param>
    /// <param name="Before">UTC, not counted any more; null: without end.</param>
    public sealed record Span(IReadOnlyList<long> Entities, DateTime? From, DateTime? Before);

    /// <param name="to">The last day.</param>
    public static async Task<EntityDays> LoadAsync(PortalDbContext db, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        if (from is null && to is null)
        {
            return new EntityDays([]);
        }

        var entities = await db.LegalEntities.AsNoTracking().ToListAsync(ct);
        return new EntityDays([.. entities.GroupBy(e => e.TimeZone).Select(zone => new Span(
            [.. zone.Select(e => e.Id)], from is { } first ? zone.First().ToUtc(first, TimeOnly.MinValue) : null,
            to is { } last ? zone.First().ToUtc(last.AddDays(1), TimeOnly.MinValue) : null))]);
    }

    /// <summary>Narrows to what happened on these days, each in the time zone of its legal entity.</summary>
    public IQueryable<T> Of<T>(IQueryable<T> query, Expression<Func<T, long>> entity, Expression<Func<T, DateTime>> at)
    {
        if (Spans.Count == 0)
        {
            return query;
        }

        var row = Expression.Parameter(typeof(T), "row");
        Expression In(LambdaExpression property) => ReplacingExpressionVisitor.Replace(property.Parameters[0], row, property.Body);
        var days = Spans.Select(span => In(Within(span))).ToList();
        return query.Where(Expression.Lambda<Func<T, bool>>(days.Aggregate(Expression.OrElse), row));

        Expression<Func<T, bool>> Within(Span span)
        {
            var (ids, from, before) = span;
            Expression<Func<long, DateTime, bool>> rule = (id, instant) => ids.Contains(id) && (from == null || instant >= from) && (before == null || instant < before);
            var body = ReplacingExpressionVisitor.Replace(rule.Parameters[0], In(entity), rule.Body);
            return Expression.Lambda<Func<T, bool>>(ReplacingExpressionVisitor.Replace(rule.Parameters[1], In(at), body), row);
        }
    }
}
