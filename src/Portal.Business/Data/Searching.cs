using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Portal.Business.Common;

namespace Portal.Business.Data;

public static class Searching
{
    private const int MostWords = 8;

    /// <summary>Rows whose folded search key holds every word of what was typed, in any order.</summary>
    public static IQueryable<T> Matching<T>(this IQueryable<T> rows, Expression<Func<T, string>> key, string? typed)
    {
        var word = Expression.Parameter(typeof(string), "word");
        var contains = Expression.Call(key.Body, nameof(string.Contains), null, word);
        return rows.Matching(Expression.Lambda<Func<T, string, bool>>(contains, key.Parameters[0], word), typed);
    }

    /// <summary>The same where the words stand in more than one place: rows that hold every word in one place or another.</summary>
    public static IQueryable<T> Matching<T>(this IQueryable<T> rows, Expression<Func<T, string, bool>> holds, string? typed)
    {
        foreach (var word in Words(typed))
        {
            Expression<Func<string>> parameter = () => word;
            var test = ReplacingExpressionVisitor.Replace(holds.Parameters[1], parameter.Body, holds.Body);
            rows = rows.Where(Expression.Lambda<Func<T, bool>>(test, holds.Parameters[0]));
        }

        return rows;
    }

    /// <summary>Rows whose folded search key holds at least one of the words.</summary>
    public static IQueryable<T> MatchingAny<T>(this IQueryable<T> rows, Expression<Func<T, string>> key, IReadOnlyList<string> words)
    {
        Expression any = Expression.Constant(false);
        foreach (var word in words)
        {
            Expression<Func<string>> parameter = () => word;
            any = Expression.OrElse(any, Expression.Call(key.Body, nameof(string.Contains), null, parameter.Body));
        }

        return rows.Where(Expression.Lambda<Func<T, bool>>(any, key.Parameters[0]));
    }

    /// <summary>The words of what was typed, folded as search keys are.</summary>
    public static IEnumerable<string> Words(string? typed) =>
        Folding.Fold(typed is { Length: > 200 } ? typed[..200] : typed ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords);
}

/// <summary>Whether anything refers to a record, by the foreign keys of the model: what can't be deleted says so before it is tried.</summary>
public static class References
{
    /// <param name="db">Where to look.</param>
    /// <param name="id">Of the record.</param>
    /// <param name="ct">Stops the look.</param>
    /// <param name="parts">Entities that are deleted together with the record.</param>
    public static async Task<bool> AnyReferToAsync<T>(this PortalDbContext db, long id, CancellationToken ct, params Type[] parts)
        where T : Entity
    {
        var keys = db.Model.FindEntityType(typeof(T))!.GetReferencingForeignKeys()
            .Where(k => k.Properties.Count == 1 && !parts.Contains(k.DeclaringEntityType.ClrType));
        foreach (var key in keys)
        {
            var any = (Task<bool>)typeof(References).GetMethod(nameof(AnyAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(key.DeclaringEntityType.ClrType)
                .Invoke(null, [db, key, id, ct])!;
            if (await any)
            {
                return true;
            }
        }

        return false;
    }

    private static Task<bool> AnyAsync<TFrom>(PortalDbContext db, IForeignKey key, long id, CancellationToken ct)
        where TFrom : class
    {
        var from = key.DeclaringEntityType.HasSharedClrType ? db.Set<TFrom>(key.DeclaringEntityType.Name) : db.Set<TFrom>();
        var row = Expression.Parameter(typeof(TFrom), "row");
        var property = key.Properties[0];
        Expression<Func<long>> wanted = () => id;
        var value = Expression.Call(typeof(EF), nameof(EF.Property), [property.ClrType], row, Expression.Constant(property.Name));
        var equal = Expression.Equal(value, Expression.Convert(wanted.Body, property.ClrType));
        return from.AnyAsync(Expression.Lambda<Func<TFrom, bool>>(equal, row), ct);
    }
}
