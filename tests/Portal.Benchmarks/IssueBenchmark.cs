using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Benchmarks;

/// <summary>
/// Creates and issues invoices of three lines through the use cases, PDF and accounting entry included, by one caller and by ten:
/// <c>issue sqlite 500</c>, <c>issue postgres 500 "Host=…"</c>.
/// </summary>
internal static class IssueBenchmark
{
    /// <summary>Enough for the compiler's last step: a server runs warm.</summary>
    private const int WarmUp = 600;

    /// <summary>On a machine that does other work too, the best tenth says more than all together.</summary>
    private const int Parts = 10;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 500;
        var steps = new StepTimes();
        await using var portal = await BenchmarkPortal.StartAsync(args, add: services => services.AddSingleton<Steps>(steps));
        var (clientId, account, tax) = await PrepareAsync(portal);
        await IssueAsync(portal, clientId, account, tax, false, WarmUp);
        await IssueAsync(portal, clientId, account, tax, true, WarmUp);
        await using (new Statements(args.Contains("statements")))
        {
            await IssueAsync(portal, clientId, account, tax, false, 1);
            await IssueAsync(portal, clientId, account, tax, true, 1);
        }

        Console.WriteLine(MachineSpeed.Measure());
        using var kinds = args.Contains("allocations") ? new Allocations() : null;
        foreach (var (callers, atOnce) in new[] { (1, false), (1, true), (10, false), (10, true) })
        {
            steps.Take();
            var processor = Environment.CpuUsage.TotalTime;
            var server = portal.ServerTime();
            var (allocated, collections) = (GC.GetTotalAllocatedBytes(), Collections());
            var watch = Stopwatch.StartNew();
            var (mostPerSecond, leastTime) = (0.0, double.MaxValue);
            for (var part = 0; part < Parts; part++)
            {
                var (before, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
                await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => IssueAsync(portal, clientId, account, tax, atOnce, count / callers / Parts))));
                mostPerSecond = Math.Max(mostPerSecond, count / Parts / Stopwatch.GetElapsedTime(started).TotalSeconds);
                leastTime = Math.Min(leastTime, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds * Parts / count);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{args[0]}, {callers} caller(s), {(atOnce ? "in one step" : "created, then issued")}: {count / watch.Elapsed.TotalSeconds:F0} invoices/s ({count} in {watch.Elapsed.TotalSeconds:F2} s; {(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / count:F2} ms of this process's time each, {(portal.ServerTime() - server).TotalMilliseconds / count:F2} of the server's); best tenth {mostPerSecond:F0}/s, {leastTime:F2} ms"));
            Console.WriteLine($"    {steps.Take()}");
            var bytes = GC.GetTotalAllocatedBytes() - allocated;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {bytes / 1024.0 / count:F0} KiB allocated each; collections {string.Join('/', Collections().Zip(collections, (after, before) => after - before))}"));
            kinds?.Print(count);
        }

        Console.WriteLine(MachineSpeed.Measure());
    }

    private static int[] Collections() => [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];

    private static async Task<(long Client, long Account, long Tax)> PrepareAsync(BenchmarkPortal portal)
    {
        await using var db = portal.Open();
        var entity = await db.LegalEntities.OrderBy(e => e.Id).FirstAsync();
        var client = await db.Clients.FirstAsync(c => c.LegalEntityId == entity.Id && !c.PurchaseOrderRequired);
        return (
            client.Id,
            await db.GlAccounts.Where(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income).Select(a => a.Id).FirstAsync(),
            await db.TaxCodes.Where(c => c.LegalEntityId == entity.Id && c.Components.Count == 2).Select(c => c.Id).FirstAsync());
    }

    private static async Task IssueAsync(BenchmarkPortal portal, long clientId, long account, long tax, bool atOnce, int count)
    {
        ProformaLines.Line Line(string text, decimal quantity, decimal price) =>
            new(null, InvoiceLineSource.Text, null, null, new InvoiceLine.Values(text, quantity, "h", price, 0, tax, account));

        for (var i = 0; i < count; i++)
        {
            await using var scope = portal.Services.CreateAsyncScope();
            var draft = scope.ServiceProvider.GetRequiredService<DraftInvoice>();
            var id = Value(await draft.RunAsync(
                new DraftInvoice.Input(clientId, null, Lines: [Line("Pose", 2, 95), Line("Déplacement", 1, 65), Line("Pièces", 3, 12.35m)], Title: "Travaux", Issue: atOnce), default));
            if (!atOnce)
            {
                Value(await scope.ServiceProvider.GetRequiredService<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
            }
        }
    }

    private static T Value<T>(Result<T> result) =>
        result.TryGet(out var value) ? value : throw new InvalidOperationException(string.Join(", ", result.Refusals.Select(r => r.Code)));
}
