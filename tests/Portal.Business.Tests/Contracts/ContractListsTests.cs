using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Contracts.Renewals;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts;

/// <summary>Lines of all contracts, and what they will bill. It is the 2nd of March 2026.</summary>
public sealed class ContractListsTests
{
    [Theory, EachDatabase]
    public async Task Lines_AreFoundSortedAndAddedUp(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2026, 3, 1), prices: [100m, 250m]);
        await scene.ContractAsync("C-2", new(2026, 3, 1), frequency: BillingFrequency.Monthly, isIndexable: false, prices: [50m]);
        var list = scene.Portal.Get<ListContractLines>();

        var all = Boreal.Value(await list.RunAsync(new(new PageRequest(1, 50, "annual", true), Running: true), default));
        Assert.Equal([("C-1", 250m), ("C-1", 100m), ("C-2", 50m)], all.Page.Rows.Select(r => (r.Reference, r.AnnualNet)));
        Assert.Equal(400m, Assert.Single(all.Totals).AnnualNet);
        Assert.Equal("C-2", Assert.Single(Boreal.Value(await list.RunAsync(new(new PageRequest(), "c-2"), default)).Page.Rows).Reference);
        Assert.Equal(2, Boreal.Value(await list.RunAsync(new(new PageRequest(), "line 0"), default)).Page.Total);
        Assert.Equal("C-2", Assert.Single(Boreal.Value(await list.RunAsync(new(new PageRequest(), Frequency: BillingFrequency.Monthly), default)).Page.Rows).Reference);
        foreach (var sort in new[] { "reference", "client", "description", "price", "annual" })
        {
            Assert.Equal(3, Boreal.Value(await list.RunAsync(new(new PageRequest(1, 50, sort)), default)).Page.Rows.Count);
        }

        scene.Portal.User = TestUser.With(Permissions.QuotesView);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<ListContractLines>().RunAsync(new(new PageRequest()), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<ForecastContracts>().RunAsync(default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Forecast_IsWhatIsNotBilledOfTwelveMonths_WithWhatIsOverdueInTheFirst(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var monthly = await scene.ContractAsync("C-1", new(2026, 1, 1), frequency: BillingFrequency.Monthly, prices: [1200m]);
        await scene.BillAsync(monthly.Id, new(2026, 1, 1));
        await scene.ContractAsync("C-2", new(2025, 6, 15), frequency: BillingFrequency.Yearly, prices: [500m]);
        await scene.BillAsync((await scene.ContractAsync("C-3", new(2026, 3, 1), prices: [70m])).Id, new(2026, 3, 1));

        var forecast = Boreal.Value(await scene.Portal.Get<ForecastContracts>().RunAsync(default));

        // February and March of the first, and the overdue year of the second; then its next year in June.
        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2027, 2, 28)), (forecast.From, forecast.To));
        var row = Assert.Single(forecast.Clients);
        Assert.Equal([700m, 100m, 100m, 600m, 100m, 100m, 100m, 100m, 100m, 100m, 100m, 100m], row.ByMonth);
        Assert.Equal(row.Net, Assert.Single(forecast.Totals).Net);
    }

    [Theory, EachDatabase]
    public async Task Forecast_CountsVisitsToCome_AsPlanned_WithoutThoseThatWereCancelled(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var boreal = scene.Boreal;
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new(2026, 1, 1), BillingFrequency.PerVisit), ContractBook.Line(boreal, "Chaudière", 4, 100, new VisitPlan(4, [3, 6, 9, 12], null, 60)));
        Boreal.Value(await scene.Portal.Get<GenerateRequests>().RunAsync(new(contract.Id), default));
        await using (var db = scene.Portal.Open())
        {
            var requests = await db.ServiceRequests.OrderBy(r => r.WantedFrom).ToListAsync();
            var at = boreal.Entity.ToUtc(new(2026, 7, 8), new TimeOnly(9, 0));
            var visit = new Visit(requests[1], "V-1", null, at, at.AddHours(1), at);
            Boreal.Require(visit.Confirm());
            db.Add(visit);
            Boreal.Require(requests[2].Cancel([]));
            await db.SaveChangesAsync();
        }

        var forecast = Boreal.Value(await scene.Portal.Get<ForecastContracts>().RunAsync(default));

        // March; June, which is planned for July; September was cancelled; December; nothing of the next year before March.
        Assert.Equal([100m, 0, 0, 0, 100m, 0, 0, 0, 0, 100m, 0, 0], Assert.Single(forecast.Clients).ByMonth);
    }

    [Theory, EachDatabase]
    public async Task Contracts_AreFoundByTheirRenewalToCome_AndByTheirPayer(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-SOON", new(2025, 4, 1));
        await scene.ContractAsync("C-FIXED", new(2026, 1, 1), endsOn: new(2026, 5, 31));
        await scene.ContractAsync("C-LATER", new(2026, 2, 1));
        var list = scene.Portal.Get<ListContracts>();

        async Task<string> FindAsync(ListContracts.Input input) => string.Join(' ', Boreal.Value(await list.RunAsync(input, default)).Page.Rows.Select(r => r.Reference).Order(StringComparer.Ordinal));

        Assert.Equal("C-SOON", await FindAsync(new(new PageRequest(), RenewsWithin: 30)));
        Assert.Equal("C-FIXED C-SOON", await FindAsync(new(new PageRequest(), RenewsWithin: 90)));
        Assert.Equal("C-FIXED C-LATER C-SOON", await FindAsync(new(new PageRequest(), PayerId: scene.Boreal.Client.Id)));
        Assert.Equal("", await FindAsync(new(new PageRequest(), PayerId: 4711)));
        Assert.Empty(Boreal.Value(await scene.Portal.Get<ListContractLines>().RunAsync(new(new PageRequest(), PayerId: 4711), default)).Page.Rows);
    }

    [Theory, EachDatabase]
    public async Task Today_OfTheLists_IsTheDayOfTheCompany(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        await scene.ContractAsync("C-1", new(2025, 3, 3), openedUntil: new(2026, 3, 2));

        // In Paris it is the 3rd already: the period that ended on the 2nd is over.
        scene.Portal.Clock.Set(new DateTime(2026, 3, 2, 23, 30, 0, DateTimeKind.Utc));
        Assert.Empty(Boreal.Value(await scene.Portal.Get<ListRenewals>().RunAsync(new(new PageRequest(), 30), default)).Rows);
        scene.Portal.Clock.Set(new DateTime(2026, 3, 2, 22, 30, 0, DateTimeKind.Utc));
        Assert.Single(Boreal.Value(await scene.Portal.Get<ListRenewals>().RunAsync(new(new PageRequest(), 30), default)).Rows);
    }

    /// <summary>The first dates of product.md: calendar periods at full price.</summary>
    [Theory]
    [InlineData("2024-01-01", BillingFrequency.Monthly, "2024-01-01", "2024-01-31")]
    [InlineData("2024-02-15", BillingFrequency.Monthly, "2024-03-01", "2024-02-29")]
    [InlineData("2024-02-15", BillingFrequency.Quarterly, "2024-03-01", "2024-04-30")]
    [InlineData("2024-02-15", BillingFrequency.HalfYearly, "2024-03-01", "2024-07-31")]
    [InlineData("2024-04-01", BillingFrequency.Yearly, "2024-04-01", "2025-03-31")]
    public async Task Preview_OfAContractThatWasActivated_BeginsOnItsFirstDates(string start, BillingFrequency frequency, string inAdvance, string inArrears)
    {
        await using var scene = await RenewalScene.StartAsync(DatabaseProvider.Sqlite);
        foreach (var (timing, first) in new[] { (BillingTiming.InAdvance, inAdvance), (BillingTiming.InArrears, inArrears) })
        {
            var head = ContractWritingTests.Head() with { StartsOn = DateOnly.Parse(start, System.Globalization.CultureInfo.InvariantCulture), Frequency = frequency, Timing = timing, Anchor = BillingAnchor.Calendar };
            var id = Boreal.Value(await ContractWritingTests.CreateAsync(scene, head, Guid.NewGuid(), ContractWritingTests.Line(scene)));
            Boreal.Value(await scene.Portal.Get<ActivateContractLines>().RunAsync(new(id, (await scene.FindAsync(id)).Version), default));

            var coming = Boreal.Value(await scene.Portal.Get<PreviewContract>().RunAsync(id, default)).Invoices[0];

            Assert.Equal((DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(start, System.Globalization.CultureInfo.InvariantCulture)), (coming.On, coming.From));
            Assert.Equal(first, (await scene.FindAsync(id)).NextInvoiceOn?.ToString("yyyy-MM-dd", null));
            Assert.Equal(start.EndsWith("15", StringComparison.Ordinal), coming.IsPartial);
        }
    }
}
