using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;

namespace Portal.Benchmarks;

/// <summary>
/// Server time of the list of jobs, of the board and of what picks jobs, with many of them: <c>jobs sqlite 200000</c>,
/// <c>jobs postgres 200000 "Host=…"</c>. A thousand jobs of as many clients are made, and copied until there are enough.
/// </summary>
internal static class JobsBenchmark
{
    private const int Made = 1000;

    private const int Runs = 20;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200_000;
        await using var portal = await BenchmarkPortal.StartAsync(args);
        if (await portal.Open().Jobs.CountAsync() < count)
        {
            await using var scope = portal.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SeedLargeData>().RunAsync(new SeedLargeData.Input(20_000, 0, Documents: false), CancellationToken.None);
            await MakeAsync(portal);
            await CopyAsync(portal, count / Made);
            await using var db = portal.Open();
            await db.Database.ExecuteSqlRawAsync(args[0] == "postgres" ? "VACUUM ANALYZE" : "ANALYZE");
        }

        Task<int> ListAsync(IServiceProvider services, ListJobs.Input input) =>
            services.GetRequiredService<ListJobs>().RunAsync(input, CancellationToken.None).ContinueWith(r => r.Result.Value.Total, TaskScheduler.Default);

        var page = new PageRequest();
        await MeasureAsync(portal, "what the list opens on", s => ListAsync(s, new(page, Open: true)));
        await MeasureAsync(portal, "all, first page", s => ListAsync(s, new(page)));
        await MeasureAsync(portal, "all, page 100", s => ListAsync(s, new(new PageRequest(100))));
        await MeasureAsync(portal, "done, first page", s => ListAsync(s, new(page, Status: JobStatus.Done)));
        await MeasureAsync(portal, "to invoice", s => ListAsync(s, new(page, ToInvoice: true)));
        await MeasureAsync(portal, "open with something to invoice (new invoice)", s => ListAsync(s, new(new PageRequest(1, 100), Open: true, ToInvoice: true)));
        await MeasureAsync(portal, "of a label", s => ListAsync(s, new(page, Label: "toiture")));
        await MeasureAsync(portal, "due until", s => ListAsync(s, new(page, DueTo: new DateOnly(2026, 1, 31))));
        await MeasureAsync(portal, "search that finds nothing", s => ListAsync(s, new(page, "zzz")));
        await MeasureAsync(portal, "search by number", s => ListAsync(s, new(page, "000777 150")));
        await MeasureAsync(portal, "search by name of client", s => ListAsync(s, new(page, "boulangerie bellevue")));
        await MeasureAsync(portal, "board", async s => (await s.GetRequiredService<ShowJobBoard>().RunAsync(new ShowJobBoard.Input(), CancellationToken.None)).Value.Sum(c => c.Total));
        await MeasureAsync(portal, "picker of jobs, opened", async s => (await s.GetRequiredService<FindForInvoiceFilter>().RunAsync(
            new FindForInvoiceFilter.Input(FindForInvoiceFilter.Subject.Job), CancellationToken.None)).Value.Count);
        await MeasureAsync(portal, "picker of jobs, typed", async s => (await s.GetRequiredService<FindForInvoiceFilter>().RunAsync(
            new FindForInvoiceFilter.Input(FindForInvoiceFilter.Subject.Job, "000777 150"), CancellationToken.None)).Value.Count);
        await MeasureAsync(portal, "picker of clients, typed", async s => (await s.GetRequiredService<FindClientsForWork>().RunAsync(
            new FindClientsForWork.Input("bellevue", null, page), CancellationToken.None)).Value.Rows.Count);
        await MeasureAsync(portal, "search of everything", async s => (await s.GetServices<ISearchSource>().OfType<JobSearch>().Single().FindAsync("000777", 8, CancellationToken.None)).Count);
    }

    private static async Task MakeAsync(BenchmarkPortal portal)
    {
        await using var db = portal.Open();
        var clients = await db.Clients.OrderBy(c => c.Id).Take(Made).Select(c => new { c.Id, c.LegalEntityId, c.Currency, c.Name }).ToListAsync();
        for (var i = 0; i < clients.Count; i++)
        {
            var client = clients[i];
            var job = new Job(client.LegalEntityId, client.Id, $"J-B-{i:000000}", $"Travaux {i}", client.Currency, new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddHours(i * 17));
            job.Rename(job.Name, "", new DateOnly(2026, 1, 1).AddDays(i % 365), null);
            for (var l = 0; l < 2; l++)
            {
                var line = new JobLine { JobId = job.Id, Description = $"Ligne {l}", Quantity = 1 + l, UnitPrice = 100 + i }.Priced();
                job.Order(line);
                if (i % 10 != 0)
                {
                    line.Take(line.Quantity, line.Net, mayExceed: false);
                }
            }

            _ = i % 10 is 0 or 1 ? Result.Done : job.MoveTo(i % 10 is 2 ? JobStatus.InProgress : i % 10 is 3 ? JobStatus.Done : JobStatus.Closed);
            db.Jobs.Add(job);
            if (i % 50 == 0)
            {
                db.JobLabels.Add(new JobLabel(job.Id, "Toiture"));
            }
        }

        await db.SaveChangesAsync();
    }

    /// <summary>By the database itself: what is new of a copy is its id, its number and its search key.</summary>
    private static async Task CopyAsync(BenchmarkPortal portal, int times)
    {
        await using var db = portal.Open();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var lowest = await db.Jobs.MinAsync(j => j.Id);
        var highest = Math.Max(await db.Set<JobLine>().MaxAsync(l => l.Id), await db.JobLabels.MaxAsync(l => l.Id));
        for (var k = 1; k < times; k++)
        {
            var by = (k * (highest - lowest + 1)).ToString(CultureInfo.InvariantCulture);
            foreach (var type in new[] { typeof(Job), typeof(JobLine), typeof(JobLabel) })
            {
                var entity = db.Model.FindEntityType(type)!;
                var columns = entity.GetProperties().Select(p => p.GetColumnName()).ToList();
                string Value(string column) => column switch
                {
                    "Id" or "JobId" => $"\"{column}\" + {by}",
                    "Number" or "SearchKey" => $"\"{column}\" || '-{k}'",
                    _ => $"\"{column}\"",
                };
                var sql = $"INSERT INTO \"{entity.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) "
                    + $"SELECT {string.Join(", ", columns.Select(Value))} FROM \"{entity.GetTableName()}\" WHERE \"Id\" BETWEEN {lowest} AND {highest}";
                await db.Database.ExecuteSqlRawAsync(sql);
            }
        }
    }

    /// <summary>Best, median and longest by the clock, and the time of this process' processors: what other work on the machine hardly changes.</summary>
    private static async Task MeasureAsync(BenchmarkPortal portal, string what, Func<IServiceProvider, Task<int>> run)
    {
        var times = new List<double>();
        var found = 0;
        var before = TimeSpan.Zero;
        using var self = Process.GetCurrentProcess();
        for (var i = 0; i < 2 + Runs; i++)
        {
            if (i == 2)
            {
                self.Refresh();
                before = self.TotalProcessorTime;
            }

            await using var scope = portal.Services.CreateAsyncScope();
            var watch = Stopwatch.StartNew();
            found = await run(scope.ServiceProvider);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        self.Refresh();
        var processor = (self.TotalProcessorTime - before).TotalMilliseconds / Runs;
        var counted = times.Skip(2).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what} ({found}): best {counted[0]:F1} ms, median {counted[counted.Count / 2]:F1} ms, max {counted[^1]:F1} ms; processor {processor:F1} ms"));
    }
}
