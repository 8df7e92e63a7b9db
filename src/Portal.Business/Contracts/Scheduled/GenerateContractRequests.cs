using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Contracts.Requests;
using Portal.Business.Data;
using Portal.Business.Scheduling;

namespace Portal.Business.Contracts.Scheduled;

/// <summary>Makes the requests of every running contract for its current period, but for days of rest. Safe at any frequency and on several nodes: each is there once.</summary>
public sealed partial class GenerateContractRequests(
    PortalDbContextFactory contexts, ContractRequests requests, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<GenerateContractRequests> log)
{
    private const int Chunk = 500;

    /// <param name="AsOf">Which day it is to be everywhere; to come only where the settings allow it.</param>
    public sealed record Input(DateOnly? AsOf = null);

    public sealed record Outcome(int Made, int Failed);

    public async Task<Result<Outcome>> RunAsync(Input input, CancellationToken ct)
    {
        if (input.AsOf is { } day && !options.Value.MayRunAhead && await IsToComeAsync(day, ct))
        {
            return Refusal.Invalid("Invoicing.IssueDateInFuture");
        }

        var (made, failed, after) = (0, 0, 0L);
        while (await FindAsync(after, ct) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                try
                {
                    var result = await requests.MakeAsync(SystemUser.Instance, id, input.AsOf, ct);
                    made += result.Succeeded ? result.Value : 0;
                    if (result.Refusal is { } refusal && refusal.Kind != RefusalKind.Conflict)
                    {
                        failed++;
                        LogRefused(log, id, refusal.Code);
                    }
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    failed++;
                    LogFailed(log, e, id);
                }
            }

            after = ids[^1];
        }

        return new Outcome(made, failed);
    }

    private async Task<bool> IsToComeAsync(DateOnly day, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        return (await db.LegalEntities.AsNoTracking().ToListAsync(ct)).Exists(e => day > e.Today(clock));
    }

    /// <summary>Those with visits: which lines have some is not for the database to say, so their plans are read, nothing else of them.</summary>
    private async Task<List<long>> FindAsync(long after, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        while (true)
        {
            var ids = await db.Contracts.Where(c => c.Id > after && (c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused)).OrderBy(c => c.Id).Select(c => c.Id).Take(Chunk).ToListAsync(ct);
            if (ids.Count == 0)
            {
                return [];
            }

            var plans = await db.ContractLines.Where(l => EF.Parameter(ids).Contains(l.ContractId) && l.Status == ContractLineStatus.Active).Select(l => new { l.ContractId, l.Visits }).ToListAsync(ct);
            var planned = plans.Where(p => p.Visits.PerYear > 0).Select(p => p.ContractId).ToHashSet();
            if (planned.Count > 0)
            {
                return [.. ids.Where(planned.Contains)];
            }

            after = ids[^1];
        }
    }

    [LoggerMessage(LogLevel.Warning, "The requests of contract {ContractId} were refused: {Code}; the next run tries again")]
    private static partial void LogRefused(ILogger logger, long contractId, string code);

    [LoggerMessage(LogLevel.Error, "The requests of contract {ContractId} could not be made; the next run tries again")]
    private static partial void LogFailed(ILogger logger, Exception e, long contractId);
}
