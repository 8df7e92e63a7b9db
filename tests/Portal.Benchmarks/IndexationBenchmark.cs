using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Scheduled;
using Portal.Business.Contracts.UseCases;

namespace Portal.Benchmarks;

/// <summary>
/// An indexation of many contracts of three lines: previewed, applied, taken back by a person, and given back in the background:
/// <c>indexation sqlite 10000</c>, <c>indexation postgres 10000 "Host=…"</c>.
/// </summary>
internal static class IndexationBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000;
        await using var portal = await BenchmarkPortal.StartAsync(args);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await ContractsBenchmark.MakeAsync(portal, count, today.AddDays(-1), ContractDelivery.Proforma);
        await using var db = portal.Open();
        var entity = await db.LegalEntities.OrderBy(e => e.Id).Select(e => e.Id).FirstAsync();
        var rule = new IndexationRule(IndexationMode.Percentage, IndexationBase.CurrentPrice, 2, 0, [], null, null, 2);
        var wish = new IndexationWish(entity, today.AddMonths(1), today, rule, new IndexationScope());
        var shown = await DoAsync<PreviewIndexation, PreviewIndexation.Shown>(portal, p => p.RunAsync(new(wish, new PageRequest()), default));
        await ContractsBenchmark.MeasureAsync(args[0], count, "applied", async () =>
            (await DoAsync<ApplyIndexation, ApplyIndexation.Done>(portal, a => a.RunAsync(new(Guid.NewGuid(), wish, shown.Lines, shown.NewNet), default))).Lines / 3);
        var applied = await db.Indexations.AsNoTracking().SingleAsync();
        await ContractsBenchmark.MeasureAsync(args[0], count, "taken back, what the person waits for", async () =>
            (await DoAsync<UndoIndexation, UndoIndexation.Done>(portal, u => u.RunAsync(new(applied.Id, applied.Version), default))).Waiting);
        await ContractsBenchmark.MeasureAsync(args[0], count, "given back in the background", async () =>
        {
            await DoAsync<TakeBackIndexations, TakeBackIndexations.Done>(portal, t => t.RunAsync(default));
            return count - await db.Contracts.CountAsync(c => c.Lines.Any(l => l.IndexationId != null));
        });
    }

    private static async Task<TDone> DoAsync<TWork, TDone>(BenchmarkPortal portal, Func<TWork, Task<Result<TDone>>> act)
        where TWork : notnull
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return (await act(scope.ServiceProvider.GetRequiredService<TWork>())).Value;
    }
}
