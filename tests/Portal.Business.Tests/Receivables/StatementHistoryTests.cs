using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Receivables;
using Portal.Business.Receivables.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Receivables;

/// <summary>Whatever happens between a client and us: a past day stays as it was, today is what is stored, and every day adds up.</summary>
public sealed class StatementHistoryTests
{
    private const int Histories = 4;

    [Theory, EachDatabase]
    public async Task Statement_OfAnyPastDay_IsWhatItWasOnThatDay(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        foreach (var (history, at) in Steps(late: false).Sample(14, Histories).Select((h, i) => (h, i)))
        {
            var client = await scene.NewClientAsync($"Client {at}");
            var seen = new Dictionary<DateOnly, Statement>();
            foreach (var step in history)
            {
                await StepAsync(scene, client, step);
                seen[scene.Today] = await scene.StatementAsync(client);
                await SameAsStoredAsync(scene, client, seen[scene.Today]);
                scene.Wait(step.Days);
            }

            foreach (var (day, then) in seen)
            {
                var now = await scene.StatementAsync(client, day);
                Assert.Equal((day, then.Ageing, then.Credit), (day, now.Ageing, now.Credit));
                Assert.Equal(then.Items, now.Items);
                Assert.Equal(then.Credits.OrderBy(c => c.Id), now.Credits.OrderBy(c => c.Id));
            }

            await AddsUpAsync(scene, client, seen.Keys.Min());
        }
    }

    [Theory, EachDatabase]
    public async Task Statement_WithMoneyEnteredLate_AddsUpOnEveryDay(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        foreach (var (history, at) in Steps(late: true).Sample(14, Histories).Select((h, i) => (h, i)))
        {
            var client = await scene.NewClientAsync($"Client {at}");
            var start = scene.Today;
            foreach (var step in history)
            {
                await StepAsync(scene, client, step);
                scene.Wait(step.Days);
            }

            await SameAsStoredAsync(scene, client, await scene.StatementAsync(client));
            await AddsUpAsync(scene, client, start.AddDays(-15));
        }
    }

    /// <summary>Buckets less credit are the balance, which the movements reach by another way; the list of all clients says the same.</summary>
    private static async Task AddsUpAsync(ReceivablesScene scene, Client client, DateOnly first)
    {
        await using var db = scene.Portal.Open();
        var invoices = await db.Invoices.Include(i => i.Instalments).AsNoTracking().Where(i => i.BilledToId == client.Id).ToListAsync();
        var payments = await db.Payments.Include(p => p.Allocations).AsNoTracking().Where(p => p.ClientId == client.Id).ToListAsync();
        var writeOffs = await db.WriteOffs.AsNoTracking().Where(w => w.ClientId == client.Id).ToListAsync();
        var refunds = await db.Refunds.Include(r => r.Shares).AsNoTracking().Where(r => r.ClientId == client.Id).ToListAsync();
        for (var day = first.AddDays(-1); day <= scene.Today.AddDays(1); day = day.AddDays(6))
        {
            var statement = await scene.StatementAsync(client, day, first.AddDays(-1));
            Assert.Equal(statement.Period!.Closing, statement.Ageing.Total - statement.Credit);
            Assert.Equal(statement.Items.Sum(i => i.Open), statement.Ageing.Total);
            Assert.Equal(statement.Items.Sum(i => i.Overdue), statement.Ageing.Overdue);
            Assert.Equal(statement.Credits.Sum(i => i.Open), statement.Credit);

            var listed = Boreal.Value(await scene.Portal.Get<AgedReceivables>().RunAsync(
                new AgedReceivables.Input(new PageRequest(), day, Text: client.Name), default));
            var row = listed.Page.Rows.SingleOrDefault(r => r.ClientId == client.Id);
            Assert.Equal((statement.Ageing, statement.Credit), (row?.Ageing ?? Ageing.Nothing, row?.Credit ?? 0));
        }

        // The same rule over lists.
        foreach (var day in new[] { first.AddDays((scene.Today.DayNumber - first.DayNumber) / 2), scene.Today })
        {
            var inMemory = OpenPositions.Sum(new OpenPositions(
                invoices.AsQueryable(), payments.AsQueryable(), payments.SelectMany(p => p.Allocations).AsQueryable(), writeOffs.AsQueryable(), refunds.AsQueryable(),
                refunds.SelectMany(r => r.Shares).AsQueryable(), AsOf.Of(scene.Boreal.Entity, day, scene.Portal.Clock))
                .All()).SingleOrDefault();
            var statement = await scene.StatementAsync(client, day);
            Assert.Equal((statement.Ageing, statement.Credit), (inMemory?.Ageing ?? Ageing.Nothing, inMemory?.Credit ?? 0));
        }
    }

    private static async Task SameAsStoredAsync(ReceivablesScene scene, Client client, Statement today)
    {
        await using var db = scene.Portal.Open();
        var balances = await db.Invoices.Where(i => i.BilledToId == client.Id).SumAsync(i => i.Balance);
        var unallocated = await db.Payments.Where(p => p.ClientId == client.Id).SumAsync(p => p.Unallocated);
        Assert.Equal((balances, unallocated, balances - unallocated), (today.Ageing.Total, today.Credit, today.Balance));
    }

    private static async Task StepAsync(ReceivablesScene scene, Client client, Step step)
    {
        await using var db = scene.Portal.Open();
        var open = await db.Invoices.Where(i => i.BilledToId == client.Id && i.Balance > 0).OrderBy(i => i.Id).ToListAsync();
        var payments = await db.Payments.Where(p => p.ClientId == client.Id && p.State == PaymentState.Recorded).OrderBy(p => p.Id).ToListAsync();
        var creditable = await db.Invoices.Include(i => i.Lines).Where(i => i.BilledToId == client.Id && i.Kind == InvoiceKind.Invoice && i.Credited == 0).OrderBy(i => i.Id).ToListAsync();
        switch (step.What)
        {
            case 1 or 2 when open.Count > 0:
                var invoice = open[step.Pick % open.Count];
                var part = step.Cents % 3 == 0 ? invoice.Balance : Math.Min(invoice.Balance, step.Cents / 100m);
                await scene.PayAsync(client, part + (step.What == 2 ? Money.Round(step.Cents / 200m) : 0), step.DaysAgo, new Share(invoice.Id, part));
                break;
            case 3:
                await scene.PayAsync(client, step.Cents / 100m, step.DaysAgo);
                break;
            case 4 when open.Count > 0 && payments.Exists(p => p.Unallocated > 0):
                var credit = payments.First(p => p.Unallocated > 0);
                var target = open[step.Pick % open.Count];
                await scene.AllocateAsync(credit.Id, new Share(target.Id, Math.Min(credit.Unallocated, target.Balance)));
                break;
            case 5 when payments.Count > 0:
                await scene.ReverseAsync(payments[step.Pick % payments.Count].Id);
                break;
            case 6 when creditable.Count > 0:
                await scene.CreditAsync(creditable[step.Pick % creditable.Count].Id, 1 + (step.Cents % 10));
                break;
            default:
                await scene.IssueAsync(client, step.Cents / 1000m);
                break;
        }
    }

    private static Gen<IList<Step>> Steps(bool late) =>
        from count in Gen.Choose(6, 11)
        from steps in Gen.ListOf(
            from what in Gen.Choose(0, 6)
            from pick in Gen.Choose(0, 9)
            from cents in Gen.Choose(100, 60_000)
            from days in Gen.Elements(0, 0, 1, 7, 25)
            from ago in late ? Gen.Elements(0, 1, 4, 12) : Gen.Constant(0)
            select new Step(what, pick, cents, days, ago), count)
        select (IList<Step>)steps.ToList();

    private sealed record Step(int What, int Pick, int Cents, int Days, int DaysAgo);
}
