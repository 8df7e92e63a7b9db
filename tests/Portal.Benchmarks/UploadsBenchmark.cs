using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Documents;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;

namespace Portal.Benchmarks;

/// <summary>
/// Files of 20 MB brought to a job one after the other, as the page takes them: <c>uploads sqlite 25</c>, <c>uploads postgres 25 "Host=…"</c>; a last word
/// <c>kept</c> leaves them to the collector as they are. Memory must not grow with the number of files.
/// </summary>
internal static class UploadsBenchmark
{
    private const int Size = 20 * 1024 * 1024;

    public static async Task RunAsync(string[] args)
    {
        var (count, letGo) = (args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 25, args[^1] != "kept");
        await using var portal = await BenchmarkPortal.StartAsync(letGo ? args : args[..^1]);
        var job = await JobAsync(portal);
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        var (before, most) = (self.WorkingSet64, 0L);
        for (var i = 0; i < count; i++)
        {
            await BringAsync(portal, job, i);
            if (letGo)
            {
                Uploads.LetGo(Size);
            }

            self.Refresh();
            most = Math.Max(most, self.WorkingSet64);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} files of 20 MB{(letGo ? "" : ", left to the collector")}: resident {before / 1e6:F0} MB before, at most {most / 1e6:F0} MB, {self.WorkingSet64 / 1e6:F0} MB after"));
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
        var bytes = new byte[Size];
        new Random(number).NextBytes(bytes);
        "%PDF-1.7"u8.CopyTo(bytes);
        await using var scope = portal.Services.CreateAsyncScope();
        var kept = await scope.ServiceProvider.GetRequiredService<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(job, $"plan {number}.pdf", bytes), CancellationToken.None);
        if (!kept.Succeeded)
        {
            throw new InvalidOperationException(kept.Refusal!.Code);
        }
    }
}
