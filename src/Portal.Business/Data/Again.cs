using Portal.Business.Common;

namespace Portal.Business.Data;

/// <summary>Does a step again, each time in a context of its own, where somebody else was faster: that is no reason to send anybody away.</summary>
internal static class Again
{
    public static Task<TResult> WhileStaleAsync<TResult>(Func<Task<TResult>> step, int attempts = 3)
        where TResult : Result => WhileAsync(step, r => r == Refusal.Stale, attempts);

    /// <summary>The same for what a unique index decided, too: the next look finds what was done.</summary>
    public static Task<TResult> WhileInConflictAsync<TResult>(Func<Task<TResult>> step, int attempts = 3)
        where TResult : Result => WhileAsync(step, r => r.Kind == RefusalKind.Conflict, attempts);

    private static async Task<TResult> WhileAsync<TResult>(Func<Task<TResult>> step, Func<Refusal, bool> isLost, int attempts)
        where TResult : Result
    {
        var result = await step();
        for (var attempt = 1; attempt < attempts && result.Refusal is { } refusal && isLost(refusal); attempt++)
        {
            result = await step();
        }

        return result;
    }
}
