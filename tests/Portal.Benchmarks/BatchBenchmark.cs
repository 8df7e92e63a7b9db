using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Accounts;
using Portal.Business.Batches.Kinds;
using Portal.Business.Batches.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Benchmarks;

/// <summary>
/// Issues and sends many proformas as one batch, while somebody opens the list of invoices again and again:
/// <c>batch sqlite 1000</c>, <c>batch postgres 1000 "Host=…"</c>. Messages are queued, not sent.
/// </summary>
internal static class BatchBenchmark
{
    private const int WarmUp = 100;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000;
        var clerk = new Clerk();
        await using var portal = await BenchmarkPortal.StartAsync(args, clerk);
        await using (var db = portal.Open())
        {
            var person = new User("clerk@bench.example", "Clerk", "en", isClientUser: false);
            db.Users.Add(person);
            await db.SaveChangesAsync();
            clerk.UserId = person.Id;
        }

        await WorkOffAsync(portal, await DraftAsync(portal, WarmUp), report: false);
        var ids = await DraftAsync(portal, count);
        GC.Collect();
        await WorkOffAsync(portal, ids, report: true);
    }

    private static async Task WorkOffAsync(BenchmarkPortal portal, List<long> ids, bool report)
    {
        var filter = new ListInvoices.Filter(Ids: ids);
        var watch = Stopwatch.StartNew();
        var preview = Value(await Get<PreviewBatch>(portal).RunAsync(new PreviewBatch.Input(IssueAndSendKind.KindName, filter), default));
        var previewed = watch.Elapsed;
        var batch = Value(await Get<StartBatch>(portal).RunAsync(new StartBatch.Input(IssueAndSendKind.KindName, filter, false, Guid.NewGuid(), preview.Mark), default));
        var started = watch.Elapsed - previewed;

        using var over = new CancellationTokenSource();
        var (latencies, memory) = (LookAsync(portal, over.Token), WatchMemoryAsync(over.Token));
        watch.Restart();
        var run = Value(await Get<RunBatches>(portal).RunAsync(default));
        var elapsed = watch.Elapsed;
        await over.CancelAsync();
        var times = (await latencies).Order().ToList();
        var peak = await memory;
        if (report)
        {
            var view = Value(await Get<ShowBatch>(portal).RunAsync(new ShowBatch.Input(batch), default));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"preview {previewed.TotalMilliseconds:F0} ms, start {started.TotalMilliseconds:F0} ms; {run.Done} issued and queued in {elapsed.TotalSeconds:F2} s: {run.Done / elapsed.TotalSeconds:F0} per second; over: {view.IsOver}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"managed memory: peak {peak.Managed / 1048576.0:F0} MB above the start; process: peak {peak.Resident / 1048576.0:F0} MB"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"list meanwhile: median {times[times.Count / 2]:F1} ms, 95 % {times[times.Count * 95 / 100]:F1} ms, max {times[^1]:F1} ms, {times.Count} times"));
        }
    }

    /// <summary>Ten times a second, as several clerks would.</summary>
    private static async Task<List<double>> LookAsync(BenchmarkPortal portal, CancellationToken over)
    {
        var times = new List<double>();
        do
        {
            await using var scope = portal.Services.CreateAsyncScope();
            var watch = Stopwatch.StartNew();
            Value(await scope.ServiceProvider.GetRequiredService<ListInvoices>().RunAsync(new ListInvoices.Filter(Statuses: ListInvoices.OpeningStatuses), new PageRequest(), default));
            times.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(100, CancellationToken.None);
        }
        while (!over.IsCancellationRequested);

        return times;
    }

    private static async Task<(long Managed, long Resident)> WatchMemoryAsync(CancellationToken over)
    {
        var start = GC.GetTotalMemory(forceFullCollection: true);
        long managed = 0;
        while (!over.IsCancellationRequested)
        {
            managed = Math.Max(managed, GC.GetTotalMemory(forceFullCollection: false) - start);
            await Task.Delay(20, CancellationToken.None);
        }

        using var process = Process.GetCurrentProcess();
        return (managed, process.PeakWorkingSet64);
    }

    private static async Task<List<long>> DraftAsync(BenchmarkPortal portal, int count)
    {
        await using var db = portal.Open();
        var entity = await db.LegalEntities.OrderBy(e => e.Id).FirstAsync();
        var client = await db.Clients.Where(c => c.LegalEntityId == entity.Id && !c.PurchaseOrderRequired).Select(c => c.Id).FirstAsync();
        var account = await db.GlAccounts.Where(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income).Select(a => a.Id).FirstAsync();
        var tax = await db.TaxCodes.Where(c => c.LegalEntityId == entity.Id && c.Components.Count == 2).Select(c => c.Id).FirstAsync();
        ProformaLines.Line Line(string text, decimal quantity, decimal price) =>
            new(null, InvoiceLineSource.Text, null, null, new InvoiceLine.Values(text, quantity, "h", price, 0, tax, account));

        var ids = new List<long>(count);
        for (var i = 0; i < count; i++)
        {
            await using var scope = portal.Services.CreateAsyncScope();
            ids.Add(Value(await scope.ServiceProvider.GetRequiredService<DraftInvoice>().RunAsync(
                new DraftInvoice.Input(client, null, Lines: [Line("Pose", 2, 95), Line("Déplacement", 1, 65), Line("Pièces", 3, 12.35m)], Title: "Travaux"), default)));
        }

        return ids;
    }

    private static T Get<T>(BenchmarkPortal portal)
        where T : notnull => portal.Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    private static T Value<T>(Result<T> result) =>
        result.TryGet(out var value) ? value : throw new InvalidOperationException(string.Join(", ", result.Refusals.Select(r => r.Code)));

    /// <summary>May do everything, and has a row of their own.</summary>
    private sealed class Clerk : ICurrentUser
    {
        public long? UserId { get; set; }

        public string Name => "Clerk";

        public ClientScope Clients => ClientScope.Everyone;

        public bool Has(string permission) => true;
    }
}
