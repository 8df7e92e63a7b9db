using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;

namespace Portal.Benchmarks;

/// <summary>
/// A file of 20 MB downloaded many times, one after the other and twenty at once: <c>downloads sqlite 100</c>,
/// <c>downloads postgres 100 "Host=…"</c>. Memory must not grow with the file nor with how often it is asked for.
/// </summary>
internal static class DownloadsBenchmark
{
    private const int AtOnce = 20;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
        await using var portal = await BenchmarkPortal.StartAsync(args);
        var document = await KeepAsync(portal);
        await DownloadAsync(portal, document);
        await MeasureAsync("one after the other", count, async () =>
        {
            for (var i = 0; i < count; i++)
            {
                await DownloadAsync(portal, document);
            }
        });
        await MeasureAsync($"{AtOnce} at once", count, () => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) => await DownloadAsync(portal, document)));
    }

    private static async Task<long> KeepAsync(BenchmarkPortal portal)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<SeedLargeData>().RunAsync(new SeedLargeData.Input(1, 0, Documents: false), CancellationToken.None);
        await using var db = portal.Open();
        var client = await db.Clients.Select(c => c.Id).FirstAsync();
        var job = (await services.GetRequiredService<CreateJob>().RunAsync(new CreateJob.Input(client, "Plans"), CancellationToken.None)).Value;
        var bytes = new byte[20 * 1024 * 1024];
        new Random(1).NextBytes(bytes);
        "%PDF-1.7"u8.CopyTo(bytes);
        return (await services.GetRequiredService<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(job, "plan.pdf", new MemoryStream(bytes)), CancellationToken.None)).Value;
    }

    /// <summary>As the response does: read to its end and disposed.</summary>
    private static async Task DownloadAsync(BenchmarkPortal portal, long document)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var file = (await scope.ServiceProvider.GetRequiredService<DownloadJobDocument>().RunAsync(new DownloadJobDocument.Input(document), CancellationToken.None)).Value;
        await using var bytes = file.Bytes;
        await bytes.CopyToAsync(Stream.Null);
    }

    private static async Task MeasureAsync(string what, int count, Func<Task> run)
    {
        GC.Collect();
        var (before, allocated, peak) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes(), 0L);
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
                await Task.Delay(5);
            }
        });
        var watch = Stopwatch.StartNew();
        await run();
        var seconds = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await watching;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {count / seconds:F1} a second; managed memory {before / 1e6:F1} MB before, peak {peak / 1e6:F1} MB; allocated {(GC.GetTotalAllocatedBytes() - allocated) / 1e6 / count:F2} MB each; resident at most {self.PeakWorkingSet64 / 1e6:F0} MB"));
    }
}
