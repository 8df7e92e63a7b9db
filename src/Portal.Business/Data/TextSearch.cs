using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace Portal.Business.Data;

/// <summary>Finds words in texts that have no search key, capitals or not on every database.</summary>
internal static class TextSearch
{
    /// <summary>Rows where one of the texts contains its words; all rows where there are no words.</summary>
    public static IQueryable<T> WhereContains<T>(this IQueryable<T> rows, params IEnumerable<(Expression<Func<T, string>> Text, string Words)> parts)
    {
        var row = Expression.Parameter(typeof(T), "row");
        Expression? any = null;
        foreach (var (text, words) in parts.Where(p => !string.IsNullOrWhiteSpace(p.Words)))
        {
            var test = Contains(words.Trim());
            var read = ReplacingExpressionVisitor.Replace(text.Parameters[0], row, text.Body);
            var found = ReplacingExpressionVisitor.Replace(test.Parameters[0], read, test.Body);
            any = any is null ? found : Expression.OrElse(any, found);
        }

        return any is null ? rows : rows.Where(Expression.Lambda<Func<T, bool>>(any, row));
    }

    /// <summary>As typed too: SQLite's own lower() knows no letters with accents.</summary>
    private static Expression<Func<string, bool>> Contains(string typed)
    {
        var lower = typed.ToLowerInvariant();
#pragma warning disable CA1862, CA1304, CA1311 // Translated to the database's own lower().
        return text => text.Contains(typed) || text.ToLower().Contains(lower);
#pragma warning restore CA1862, CA1304, CA1311
    }
}
