using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;

namespace Portal.Benchmarks;

/// <summary>
/// Contracts of three lines that are due on one day: previewed, billed as proformas, and on the next date issued, PDF and accounting entry
/// included: <c>contracts sqlite 10000</c>, <c>contracts postgres 10000 "Host=…"</c>.
/// </summary>
internal static class ContractsBenchmark
{
    private const int WarmUp = 300;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000;
        await using var portal = await BenchmarkPortal.StartAsync(args);
        var today = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1);
        foreach (var (delivery, label) in new[] { (ContractDelivery.Proforma, "proformas"), (ContractDelivery.Issue, "issued") })
        {
            await MakeAsync(portal, WarmUp, today, delivery);
            await BillAsync(portal);
            await MakeAsync(portal, count, today, delivery);
            await MeasureAsync(args[0], count, $"preview before {label}", () => PreviewAsync(portal));
            await MeasureAsync(args[0], count, label, () => BillAsync(portal));
        }
    }

    internal static async Task MeasureAsync(string database, int count, string what, Func<Task<int>> act)
    {
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                peak = Math.Max(peak, Process.GetCurrentProcess().WorkingSet64);
                await Task.Delay(100);
            }
        });
        var watch = Stopwatch.StartNew();
        var made = await act();
        watch.Stop();
        await stop.CancelAsync();
        await watching;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database}, {what}: {made} of {count} in {watch.Elapsed.TotalSeconds:F1} s ({made / watch.Elapsed.TotalSeconds:F0}/s); heap {before >> 20} MB before, {GC.GetTotalMemory(true) >> 20} MB after, process at most {peak >> 20} MB"));
    }

    private static async Task<int> BillAsync(BenchmarkPortal portal)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var outcome = (await scope.ServiceProvider.GetRequiredService<RunBilling>().RunAsync(new RunBilling.Input(), default)).Value;
        if (outcome.Parked + outcome.Failed > 0)
        {
            Console.WriteLine($"    {outcome.Parked} parked, {outcome.Failed} failed");
        }

        return outcome.Invoices;
    }

    private static async Task<int> PreviewAsync(BenchmarkPortal portal)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<PreviewBilling>().RunAsync(new PreviewBilling.Input(), default)).Value.Rows.Total;
    }

    internal static async Task MakeAsync(BenchmarkPortal portal, int count, DateOnly day, ContractDelivery delivery)
    {
        await using var look = portal.Open();
        var entity = await look.LegalEntities.OrderBy(e => e.Id).FirstAsync();
        var account = await look.GlAccounts.Where(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income).Select(a => a.Id).FirstAsync();
        var tax = await look.TaxCodes.Where(c => c.LegalEntityId == entity.Id && c.Components.Count == 2).Select(c => c.Id).FirstAsync();
        var sample = await look.Clients.AsNoTracking().FirstAsync(c => c.LegalEntityId == entity.Id && !c.PurchaseOrderRequired);
        for (var made = 0; made < count; made += 200)
        {
            await using var db = portal.Open();
            for (var i = made; i < Math.Min(count, made + 200); i++)
            {
                var client = new Client(entity.Id, $"Client {i}", new Contact { Name = "Marie Roy", Email = $"c{i}@client.example" })
                {
                    Language = sample.Language,
                    Currency = sample.Currency,
                    BillingAddress = sample.BillingAddress,
                };
                db.Add(client.IndexForSearch());
                db.Add(Contract(entity.Id, client, day, delivery, $"{delivery}-{count}-{i}", tax, account));
            }

            await db.SaveChangesAsync();
        }
    }

    private static Contract Contract(long entityId, Client client, DateOnly day, ContractDelivery delivery, string reference, long tax, long account)
    {
        var contract = new Contract(entityId, client.Id, reference, client.Currency, day, DateTime.UtcNow);
        contract.Edit(
            new Contract.Head(
                reference, "Entretien", client.Id, ContractEntry.Simple, null, day, null, true, 30, false, true, BillingFrequency.Monthly, BillingTiming.InAdvance,
                BillingAnchor.Anniversary, FirstPeriod.FullPrice, InvoiceGrouping.PerContract, ContractRevision.None, delivery, null, null, null, "", "", null, null),
            isBilled: false, day);
        for (var n = 1; n <= 3; n++)
        {
            var line = new ContractLine { ContractId = contract.Id, Position = n };
            line.Set(new ContractLine.Values(null, $"Prestation {n}", 12, "h", 85.5m + n, 0, tax, account, null, null, true, null, null, null, VisitPlan.None));
            contract.Lines.Add(line);
        }

        contract.ActivateLines(day);
        contract.BillNextOn(day);
        return contract;
    }
}
