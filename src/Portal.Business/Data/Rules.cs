using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace Portal.Business.Data;

/// <summary>Rules that are expressions, put into a larger one: the database runs each as if it were written there.</summary>
internal static class Rules
{
    /// <param name="larger">Of a row and of values that rules give of the same row.</param>
    /// <param name="values">A rule for each parameter after the first, in their order.</param>
    public static Expression<Func<T, TResult>> Over<T, TResult>(LambdaExpression larger, params IReadOnlyList<LambdaExpression> values)
    {
        var row = larger.Parameters[0];
        var body = values.Select((value, at) => (Parameter: larger.Parameters[at + 1], Value: ReplacingExpressionVisitor.Replace(value.Parameters[0], row, value.Body)))
            .Aggregate(larger.Body, (all, next) => ReplacingExpressionVisitor.Replace(next.Parameter, next.Value, all));
        return Expression.Lambda<Func<T, TResult>>(body, row);
    }
}
