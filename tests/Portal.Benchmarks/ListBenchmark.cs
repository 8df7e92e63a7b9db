using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Operations;

namespace Portal.Benchmarks;

/// <summary>
/// Server time of the invoice list with many invoices: its opening, a page in the middle, and searches:
/// <c>list sqlite 100000 [FILE]</c>, <c>list postgres 100000 "Host=…"</c>.
/// </summary>
internal static class ListBenchmark
{
    private const int Runs = 20;

    public static async Task RunAsync(string[] args)
    {
        var invoices = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000;
        await using var portal = await BenchmarkPortal.StartAsync(args);
        await using (var db = portal.Open())
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            var there = await db.Invoices.AnyAsync();
            _ = there ? Result.Done : await scope.ServiceProvider.GetRequiredService<SeedLargeData>().RunAsync(
                new SeedLargeData.Input(Math.Max(1, invoices / 5), invoices, Documents: false), CancellationToken.None);
        }

        if (args[0] == "postgres")
        {
            // What its own housekeeping does within minutes.
            await using var db = portal.Open();
            await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE");
        }

        var opening = new ListInvoices.Filter(Statuses: ListInvoices.OpeningStatuses);
        await MeasureAsync(portal, "opening filter", opening, new PageRequest());
        await MeasureAsync(portal, "all, first page", new ListInvoices.Filter(), new PageRequest());
        await MeasureAsync(portal, "all, page 100", new ListInvoices.Filter(), new PageRequest(100));
        await MeasureAsync(portal, "issued, first page", new ListInvoices.Filter(OnlyIssued: true), new PageRequest());
        await MeasureAsync(portal, "credit notes", new ListInvoices.Filter(Kind: InvoiceKind.CreditNote), new PageRequest());
        await MeasureAsync(portal, "overdue", new ListInvoices.Filter(OnlyOverdue: true), new PageRequest(Sort: "due"));
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await MeasureAsync(portal, "due within a month", new ListInvoices.Filter(DueFrom: today.AddDays(-30), DueTo: today), new PageRequest());
        await MeasureAsync(portal, "due within a year", new ListInvoices.Filter(DueFrom: today.AddYears(-1), DueTo: today), new PageRequest());
        await MeasureAsync(portal, "due when nothing is", new ListInvoices.Filter(DueFrom: today.AddYears(9), DueTo: today.AddYears(10)), new PageRequest());
        await MeasureAsync(portal, "issued within a month", new ListInvoices.Filter(From: today.AddDays(-30), To: today), new PageRequest());
        await MeasureAsync(portal, "issued within a year", new ListInvoices.Filter(From: today.AddYears(-1), To: today), new PageRequest());
        await MeasureAsync(portal, "issued when nothing was", new ListInvoices.Filter(From: today.AddYears(-10), To: today.AddYears(-9)), new PageRequest());
        await MeasureAsync(portal, "search by number", new ListInvoices.Filter("F-0" + (invoices / 2).ToString(CultureInfo.InvariantCulture)), new PageRequest());
        await MeasureAsync(portal, "search by name", new ListInvoices.Filter("boulangerie bellevue"), new PageRequest());
    }

    private static async Task MeasureAsync(BenchmarkPortal portal, string what, ListInvoices.Filter filter, PageRequest page)
    {
        var times = new List<double>();
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
            var list = scope.ServiceProvider.GetRequiredService<ListInvoices>();
            var watch = Stopwatch.StartNew();
            await list.RunAsync(filter, page, CancellationToken.None);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        self.Refresh();
        var processor = (self.TotalProcessorTime - before).TotalMilliseconds / Runs;
        var counted = times.Skip(2).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: best {counted[0]:F1} ms, median {counted[counted.Count / 2]:F1} ms, max {counted[^1]:F1} ms; processor {processor:F1} ms"));
    }
}
