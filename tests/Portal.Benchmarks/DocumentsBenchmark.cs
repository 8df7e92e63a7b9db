using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing.Documents;
using Portal.Business.Tests.Documents;

namespace Portal.Benchmarks;

/// <summary>How long the document of an invoice takes inside the transaction of its issue: reading what is not on it, and drawing.</summary>
internal static class DocumentsBenchmark
{
    private const int Documents = 1500;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-bench-");
        var options = DatabaseSetup.Configure(
            new DbContextOptionsBuilder<PortalDbContext>(), new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bench.db")}" }).Options;
        try
        {
            await using var db = new PortalDbContext(options, SystemUser.Instance, TimeProvider.System);
            await db.Database.MigrateAsync();
            foreach (var (company, language, lines) in new[]
            {
                (DemoCompanies.Quebec, "fr-CA", 3), (DemoCompanies.France, "fr-FR", 3), (DemoCompanies.France, "fr-FR", 12), (DemoCompanies.Quebec, "fr-CA", 60),
            })
            {
                var sample = await SampleDocuments.OfAsync(db, TimeProvider.System, company);
                var invoice = sample.Invoice(language, sample.Some(lines, language));
                var parties = sample.Parties();
                var documents = new InvoiceDocuments(new Letterheads(NullLogger<Letterheads>.Instance), new CompanyBooks());

                // A context of its own: one that has saved a company keeps nothing it reads of it.
                await using var reading = new PortalDbContextFactory(options, SystemUser.Instance, TimeProvider.System).CreateDbContext();
                await MeasureAsync($"{company}, {lines} lines", async () => (await documents.RenderAsync(reading, invoice, parties, default)).Bytes.Length);
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string name, Func<Task<int>> render)
    {
        var size = 0;
        for (var i = 0; i < Documents / 3; i++)
        {
            size = await render();
        }

        var allocated = GC.GetTotalAllocatedBytes();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Documents; i++)
        {
            await render();
        }

        watch.Stop();
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        allocated = (GC.GetTotalAllocatedBytes() - allocated) / Documents;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"documents, {name}: {processor.TotalMilliseconds / Documents:0.00} ms of processor time, {watch.Elapsed.TotalMilliseconds / Documents:0.00} ms by the clock, {size} bytes each, {allocated} bytes allocated"));
    }
}
