using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Documents;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;

namespace Portal.Benchmarks;

/// <summary>
/// Files of 20 MB brought to a job, first one after the other as the page takes them, then all at once as several people would: <c>uploads sqlite 25</c>,
/// <c>uploads postgres 25 "Host=…"</c>. Memory must not grow with the files.
/// </summary>
internal static class UploadsBenchmark
{
    private const int Size = 20 * 1024 * 1024;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 25;
        await using var portal = await BenchmarkPortal.StartAsync(args);
        var job = await JobAsync(portal);
        await BringAsync(portal, job, count * 2);
        await MeasureAsync("one after the other", count, async () =>
        {
            for (var i = 0; i < count; i++)
            {
                await BringAsync(portal, job, i);
            }
        });
        await MeasureAsync("at once", count, () => Task.WhenAll(Enumerable.Range(count, count).Select(i => BringAsync(portal, job, i))));
    }

    private static async Task MeasureAsync(string how, int count, Func<Task> bring)
    {
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        var (before, most, allocated, clock) = (self.WorkingSet64, 0L, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        var all = bring();
        while (!all.IsCompleted)
        {
            await Task.WhenAny(all, Task.Delay(20));
            self.Refresh();
            most = Math.Max(most, self.WorkingSet64);
        }

        await all;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} files of 20 MB {how}: resident {before / 1e6:F0} MB before, at most {most / 1e6:F0} MB, {self.WorkingSet64 / 1e6:F0} MB after; {(GC.GetTotalAllocatedBytes() - allocated) / 1e6 / count:F2} MB allocated for each; {clock.Elapsed.TotalSeconds:F1} s"));
    }

    private static async Task<long> JobAsync(BenchmarkPortal portal)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<SeedLargeData>().RunAsync(new SeedLargeData.Input(1, 0, Documents: false), CancellationToken.None);
        await using var db = portal.Open();
        var client = await db.Clients.Select(c => c.Id).FirstAsync();
        return (await services.GetRequiredService<CreateJob>().RunAsync(new CreateJob.Input(client, "Plans"), CancellationToken.None)).Value;
    }

    private static async Task BringAsync(BenchmarkPortal portal, long job, int number)
    {
        await using var bytes = TemporaryFile.Create();
        await WriteAsync(bytes, number);
        await using var scope = portal.Services.CreateAsyncScope();
        var kept = await scope.ServiceProvider.GetRequiredService<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(job, $"plan {number}.pdf", bytes), CancellationToken.None);
        if (!kept.Succeeded)
        {
            throw new InvalidOperationException(kept.Refusal!.Code);
        }
    }

    private static async Task WriteAsync(FileStream target, int number)
    {
        var (random, piece) = (new Random(number), new byte[64 * 1024]);
        for (var written = 0; written < Size; written += piece.Length)
        {
            random.NextBytes(piece);
            "%PDF-1.7"u8.CopyTo(piece);
            await target.WriteAsync(piece);
        }
    }
}
