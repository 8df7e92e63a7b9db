using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Scheduled;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Operations;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>Nothing is billed twice, whoever runs at once and whatever crashes; and everything is billed in the end.</summary>
public sealed class BilledOnceTests
{
    [Theory, EachDatabase]
    public async Task ManyRunsAtOnce_BillEveryPeriodOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        for (var i = 0; i < 8; i++)
        {
            await ContractBook.AddAsync(
                boreal, ContractBook.Head(new DateOnly(2026, 2, 1 + i)) with { Delivery = i % 2 == 0 ? ContractDelivery.Issue : ContractDelivery.Proforma },
                ContractBook.Line(boreal, "A", 1, 1200), ContractBook.Line(boreal, "B", 1, 100));
        }

        var runs = provider == DatabaseProvider.Sqlite ? 10 : 100;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, runs).Select(_ => Task.Run(() => ContractBook.RunAsync(boreal))));
        await ContractBook.RunAsync(boreal);

        await using var db = boreal.Portal.Open();
        var billed = await db.BilledPeriods.AsNoTracking().ToListAsync();
        var due = await ExpectedAsync(boreal, new DateOnly(2026, 3, 2));
        Assert.Equal(due, billed.Select(Text).Order());
        Assert.Equal(due.Count / 2, await db.Invoices.CountAsync());
        Assert.Equal(0, outcomes.Sum(o => o.Failed));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    /// <summary>
    /// 36 months under a virtual clock: two schedulers at random times, crashes at random steps, amendments and rests; besides contracts that bill
    /// visits, and one that is revised by them. PORTAL_FULL_SIMULATION=1 takes 200 contracts instead of 60, and of 15 on PostgreSQL.
    /// </summary>
    [Theory, EachDatabase]
    public async Task ThreeYears_WithCrashesAndTwoSchedulers_BillWhatThePreviewSaidAtTheStart(DatabaseProvider provider)
    {
        var crashes = new Crashes(seed: 7);
        await using var boreal = await Boreal.StartAsync(provider, "QC", "TPS+TVQ", services => services.AddSingleton<Steps>(crashes));
        var size = Environment.GetEnvironmentVariable("PORTAL_FULL_SIMULATION") == "1" ? 200 : provider == DatabaseProvider.Sqlite ? 60 : 15;
        var (random, end) = (new Random(11), new DateOnly(2029, 3, 2));
        var contracts = Enumerable.Range(0, size).Select(i => Kind(boreal, i, random)).ToList();
        await using (var db = boreal.Portal.Open())
        {
            db.Contracts.AddRange(contracts);
            await db.SaveChangesAsync();
        }

        var visited = await VisitedAsync(boreal);
        var announced = contracts.ToDictionary(c => c.Id, c => Items(c, end));
        var changed = new HashSet<long>();
        for (var now = new DateTime(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc); DateOnly.FromDateTime(now) <= end; now = now.AddHours(random.Next(10, 24 * 45)))
        {
            boreal.Portal.Clock.Set(now);
            foreach (var contract in visited.Where(_ => random.Next(5) < 2))
            {
                await VisitBillingTests.VisitAsync(boreal, contract.Lines[0].Id, boreal.Entity.DayOf(now));
            }

            await Task.WhenAll(RunAsync(boreal), RunAsync(boreal));
            var pick = contracts[random.Next(contracts.Count)];
            if (changed.Count < size / 5 && await ChangeAsync(boreal, pick.Id, DateOnly.FromDateTime(now), random))
            {
                changed.Add(pick.Id);
            }
        }

        crashes.Stop();
        boreal.Portal.Clock.Set(end.ToDateTime(new TimeOnly(15, 0), DateTimeKind.Utc));
        Boreal.Value(await boreal.Portal.Get<BillContracts>().RunAsync(new BillContracts.Input(), default));

        await using var look = boreal.Portal.Open();
        var billed = (await look.BilledPeriods.AsNoTracking().ToListAsync()).ToLookup(b => b.ContractId);
        foreach (var contract in contracts)
        {
            var expected = changed.Contains(contract.Id) ? Items(await ContractBook.FindAsync(boreal, contract.Id), end) : announced[contract.Id];
            Assert.Equal(expected, billed[contract.Id].Select(Text).Order());
        }

        await ShowVisitedAsync(look, visited, billed, end);
        var nets = await look.Invoices.SelectMany(i => i.Lines).ToDictionaryAsync(l => l.Id, l => l.Net);
        Assert.All(billed.SelectMany(b => b), b => Assert.Equal(b.Net, nets[b.InvoiceLineId!.Value]));
        Assert.Equal(nets.Count, billed.Sum(b => b.Count()) + await look.Invoices.SelectMany(i => i.Lines).CountAsync(l => l.Kind == InvoiceLineKind.Section));
        Assert.Empty(await look.ParkedBillings.ToListAsync());
        Assert.True(crashes.Count > 10 && changed.Count >= Math.Min(size / 5, 5), $"{crashes.Count} crashes, {changed.Count} changes");
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    private static async Task RunAsync(Boreal boreal)
    {
        try
        {
            await boreal.Portal.Get<BillContracts>().RunAsync(new BillContracts.Input(), default);
        }
        catch (Crash)
        {
            // The next run goes on.
        }
    }

    /// <summary>Billed by visits on their day, and at the end of the year; and by the year, revised by visits.</summary>
    private static async Task<IReadOnlyList<Contract>> VisitedAsync(Boreal boreal)
    {
        var plan = new VisitPlan(1, [6], null, 60);
        Contract.Head[] heads =
        [
            ContractBook.Head(new(2026, 3, 10), BillingFrequency.PerVisit), ContractBook.Head(new(2026, 5, 31), BillingFrequency.PerVisit, BillingTiming.InArrears),
            ContractBook.Head(new(2026, 4, 15), BillingFrequency.Yearly) with { Revision = ContractRevision.LastDay },
        ];
        var contracts = heads.Select(h => ContractBook.Make(boreal, h, boreal.Client, boreal.Client, [ContractBook.Line(boreal, "Visites", 1, 333.33m, plan)])).ToList();
        var now = boreal.Portal.Clock.GetUtcNow().UtcDateTime;
        var job = new Job(boreal.Entity.Id, boreal.Client.Id, "J-VISITS", "Visites", boreal.Client.Currency, now);
        await using var db = boreal.Portal.Open();
        db.Add(job);
        db.Contracts.AddRange(contracts);
        foreach (var contract in contracts)
        {
            db.Add(new ServiceRequest(boreal.Entity.Id, boreal.Client.Id, job.Id, "R-" + contract.Reference, boreal.Client.Currency, RequestOrigin.Contract, now)
            {
                ContractLineId = contract.Lines[0].Id,
            });
        }

        await db.SaveChangesAsync();
        return contracts;
    }

    /// <summary>What is billed is what the visits explain, each once.</summary>
    private static async Task ShowVisitedAsync(PortalDbContext db, IReadOnlyList<Contract> visited, ILookup<long, BilledPeriod> billed, DateOnly end)
    {
        var visits = (await ContractAccess.VisitsAsync(db, [.. visited], default)).ToLookup(v => v.LineId);
        foreach (var contract in visited)
        {
            var expected = DueBilling.Of(contract, end, [.. visits[contract.Lines[0].Id]]).Select(i => Text(i.LineId, i.Kind, i.Key, i.From, i.To, i.InvoiceOn, i.Net));
            Assert.Equal(expected.Order(), billed[contract.Id].Select(Text).Order());
            Assert.True(billed[contract.Id].Count() > 3);
        }

        Assert.Contains(billed.SelectMany(b => b), b => b.Kind == BilledKind.Revision);
    }

    private static Contract Kind(Boreal boreal, int i, Random random)
    {
        var start = new DateOnly(2026, 1, 1).AddDays(random.Next(0, 200));
        var head = ContractBook.Head(start, (BillingFrequency)(i % 4), (BillingTiming)(i / 4 % 2)) with
        {
            Anchor = (BillingAnchor)(i / 8 % 2),
            FirstPeriod = (FirstPeriod)(i / 16 % 2),
            Grouping = (InvoiceGrouping)(i % 3),
            Delivery = i % 7 == 0 ? ContractDelivery.Issue : ContractDelivery.Proforma,
            RenewsAutomatically = i % 5 != 0,
            EndsOn = i % 5 == 0 ? start.AddMonths(random.Next(5, 30)).AddDays(random.Next(0, 20)) : null,
        };
        var lines = Enumerable.Range(0, 1 + (i % 3)).Select(n => ContractBook.Line(boreal, "Ligne " + n, random.Next(1, 9), random.Next(100, 99999) / 100m)).ToList();
        return ContractBook.Make(boreal, head, boreal.Client, boreal.Client, lines);
    }

    /// <summary>A dearer line from next month, or a rest of two months: whatever the contract allows. False where it does not.</summary>
    private static async Task<bool> ChangeAsync(Boreal boreal, long id, DateOnly today, Random random)
    {
        await using var db = boreal.Portal.Open();
        var contract = (await ContractAccess.FindAsync(db, id, default))!;
        var billed = await ContractAccess.BilledAsync(db, [id], default);
        var from = (billed.ThroughOfContract(id) is { } through && through > today ? through : today).AddDays(1 + random.Next(0, 40));
        if (random.Next(2) == 0)
        {
            var line = contract.Lines[0];
            if (contract.LastDay <= from || !line.Amend(contract, from, line.Current with { UnitPrice = line.UnitPrice + 1.01m }, billed.ThroughOf(line.Id)).TryGet(out var amended))
            {
                return false;
            }

            contract.Lines.Add(amended);
            db.Add(amended);
        }
        else if (contract.LastDay <= from.AddMonths(3) || !contract.Pause(from, "Travaux").Succeeded || !contract.Resume(from.AddDays(60)).Succeeded)
        {
            return false;
        }

        await ContractAccess.SetNextInvoiceAsync(db, contract, today, default);
        db.Entry(contract).Property(c => c.NextInvoiceOn).IsModified = true;
        return (await db.TrySaveAsync(default)).Succeeded;
    }

    private static List<string> Items(Contract contract, DateOnly through) => [.. DueBilling.Of(contract, through).Select(i => Text(i.LineId, i.Kind, i.Key, i.From, i.To, i.InvoiceOn, i.Net)).Order()];

    private static async Task<List<string>> ExpectedAsync(Boreal boreal, DateOnly through)
    {
        await using var db = boreal.Portal.Open();
        var contracts = await ContractAccess.Whole(db.Contracts.AsNoTracking()).ToListAsync();
        return [.. contracts.SelectMany(c => Items(c, through)).Order()];
    }

    private static string Text(BilledPeriod b) => Text(b.LineId, b.Kind, b.Key, b.From, b.To, b.InvoiceOn, b.Net);

    private static string Text(long line, BilledKind kind, string key, DateOnly from, DateOnly to, DateOnly on, decimal net) =>
        FormattableString.Invariant($"{line} {kind} {key} {from:yyyy-MM-dd}..{to:yyyy-MM-dd} on {on:yyyy-MM-dd}: {net:0.00}");

    /// <summary>As if the process had ended: nothing catches it.</summary>
    private sealed class Crash : OperationCanceledException;

    private sealed class Crashes(int seed) : Steps
    {
        private readonly Random random = new(seed);
        private bool stopped;

        public int Count { get; private set; }

        public void Stop() => stopped = true;

        public override void Reached(string step)
        {
            lock (random)
            {
                if (!stopped && step.StartsWith("contracts.", StringComparison.Ordinal) && random.Next(6) == 0)
                {
                    Count++;
                    throw new Crash();
                }
            }
        }
    }
}
