using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Reporting;
using Portal.Business.Reporting.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>How far a billing run goes without a person, and what it holds back. Today is the 2nd of March 2026.</summary>
public sealed class BillingLimitsTests
{
    private static readonly DateOnly January = new(2026, 1, 1);

    [Theory, EachDatabase]
    public async Task TheLimitOfTheCompany_HoldsBackWhatIsBeyondIt_UntilAClientHasAnother(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await DearerAsync(boreal);
        Boreal.Require(await SaveAsync(boreal, null, null, 10));

        Assert.Equal(1, (await ContractBook.RunAsync(boreal)).Parked);
        Assert.Equal((0, 10m, 1), Boreal.Value(await boreal.Portal.Get<ShowBillingLimit>().RunAsync(boreal.Entity.Id, default)) is var shown ? (shown.Version, shown.LargestChangePercent, shown.HeldBack) : default);
        Assert.Contains(Boreal.Value(await boreal.Portal.Get<ShowToday>().RunAsync(new(), default)).Items, i => i is { Need: TodayNeed.BillingsParked, Count: 1 });

        Boreal.Require(await SaveAsync(boreal, boreal.Client.Id, null, 900));
        var row = Assert.Single(await ListAsync(boreal));
        Assert.Equal((boreal.Client.Id, 900m, 1, false), (row.ClientId, row.LargestChangePercent, row.HeldBack, row.IsOfContract));
        Assert.Equal((2, 0), await ContractBook.RunAsync(boreal) is var run ? (run.Invoices, run.Parked) : default);
        Assert.Equal(0, Assert.Single(await ListAsync(boreal)).HeldBack);
    }

    [Theory, EachDatabase]
    public async Task LimitsOfContracts_AreListedAfterThoseOfClients(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(January) with { MostInvoicesPerDay = 2 }, ContractBook.Line(boreal, "Entretien", 1, 1200));
        Boreal.Require(await SaveAsync(boreal, boreal.Client.Id, null, 5));

        Assert.Equal([("", 5m, (int?)null), (contract.Reference, null, 2)], (await ListAsync(boreal)).Select(r => (r.Reference, r.LargestChangePercent, r.MostInvoicesPerDay)));
        Assert.Equal(contract.Reference, Assert.Single(await ListAsync(boreal, new PageRequest(2, 1))).Reference);
        Assert.Equal(contract.Id, Assert.Single(await ListAsync(boreal, contracts: true)).Id);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<ListBillingLimits>().RunAsync(new(new PageRequest(), boreal.Entity.Id, "zzz"), default)).Rows);
    }

    [Theory, EachDatabase]
    public async Task Save_OfWhatAnotherPersonSet_OrWithoutThePermission_IsRefused_AndEmptyRemovesIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        Boreal.Require(await SaveAsync(boreal, boreal.Client.Id, null, 5));

        Assert.Equal("Contracts.LimitIsThere", (await SaveAsync(boreal, boreal.Client.Id, null, 7)).Refusal?.Code);
        Assert.Equal(Refusal.Stale.Code, (await SaveAsync(boreal, boreal.Client.Id, 4, 7)).Refusal?.Code);
        Assert.Equal(("Contracts.LimitOutOfRange", "LargestChangePercent"), (await SaveAsync(boreal, boreal.Client.Id, 0, -1)).Refusal is { } r ? (r.Code, r.Field) : default);
        Boreal.Require(await SaveAsync(boreal, boreal.Client.Id, 0, null));
        Assert.Empty(await ListAsync(boreal));
        boreal.Portal.User = TestUser.With(Permissions.ContractsBill);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(boreal, null, null, 5)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ListBillingLimits>().RunAsync(new(new PageRequest(), boreal.Entity.Id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowBillingLimit>().RunAsync(boreal.Entity.Id, default)).Refusal);
    }

    /// <summary>
    /// 260 contracts of one payer, more than are looked at together, and two dates: the limit counts over all of them, and the preview says what the run does.
    /// </summary>
    [Theory, EachDatabase]
    public async Task LimitOfAPayer_CountsOverAllContractsAndDates_AndThePreviewIsWhatTheRunDoes(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        Boreal.Require(await boreal.Portal.Get<SaveBillingLimit>().RunAsync(new(boreal.Entity.Id, boreal.Client.Id, null, null, 265), default));
        await using (var db = boreal.Portal.Open())
        {
            for (var i = 0; i < 260; i++)
            {
                db.Contracts.Add(ContractBook.Make(
                    boreal, ContractBook.Head(i < 10 ? new DateOnly(2026, 2, 1) : new DateOnly(2026, 3, 1)), boreal.Client, boreal.Client, [ContractBook.Line(boreal, "Entretien", 1, 1200)]));
            }

            await db.SaveChangesAsync();
        }

        var today = new DateOnly(2026, 3, 2);
        var preview = await ContractBook.PreviewAsync(boreal, new(today, InvoiceDating.Today, Page: new PageRequest(1, 500)));
        var run = await ContractBook.RunAsync(boreal, new(today, InvoiceDating.Today));

        Assert.Equal((265, 5), (preview.Sums.Sum(s => s.Invoices), preview.Parked));
        Assert.Equal((265, 5), (run.Invoices, run.Parked));
        await using var after = boreal.Portal.Open();
        var parked = await after.ParkedBillings.Join(after.Contracts, p => p.ContractId, c => c.Id, (p, c) => c.Reference).OrderBy(r => r).ToListAsync();
        Assert.Equal(preview.Rows.Rows.Where(r => r.Reasons.Count > 0).SelectMany(r => r.Contracts).Select(c => c.Reference).Order(StringComparer.Ordinal), parked);
    }

    /// <summary>What a person let pass counts, and what can't be made does not.</summary>
    [Theory, EachDatabase]
    public async Task LimitOfAPayer_CountsWhatIsLetPass_AndNotWhatCannotBeMade(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        Boreal.Require(await boreal.Portal.Get<SaveBillingLimit>().RunAsync(new(boreal.Entity.Id, boreal.Client.Id, null, null, 1), default));
        var orderNeeded = await ContractBook.OtherClientAsync(boreal, c => c.PurchaseOrderRequired = true);
        var broken = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 3, 1)) with { Delivery = ContractDelivery.Issue }, orderNeeded, boreal.Client, ContractBook.Line(boreal, "Sans commande", 1, 1200));
        var first = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "A", 1, 1200));
        var second = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "B", 1, 1200));

        Assert.Equal((1, 2), await ContractBook.PreviewAsync(boreal) is var preview ? (preview.Sums.Sum(s => s.Invoices), preview.Parked) : default);
        Assert.Equal((1, 2), await ContractBook.RunAsync(boreal) is var run ? (run.Invoices, run.Parked) : default);
        Assert.Equal([first.Id], (await ContractBook.InvoicesAsync(boreal)).Select(i => i.ContractId!.Value));
        var third = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "C", 1, 1200));
        await using (var db = boreal.Portal.Open())
        {
            var parked = await db.ParkedBillings.AsNoTracking().SingleAsync(p => p.ContractId == second.Id);
            Boreal.Require(await boreal.Portal.Get<ReleaseParked>().RunAsync([new(parked.Id, parked.Version)], default));
        }

        Boreal.Require(await boreal.Portal.Get<SaveBillingLimit>().RunAsync(new(boreal.Entity.Id, boreal.Client.Id, 0, null, 2), default));
        await ContractBook.RunAsync(boreal);

        Assert.Equal([first.Id, second.Id], (await ContractBook.InvoicesAsync(boreal)).Select(i => i.ContractId!.Value).Order());
        Assert.Equal(2, (await ContractBook.ParkedAsync(boreal)).Count);
        Assert.NotEqual(broken.Id, third.Id);
    }

    /// <summary>Ten times the price from February on.</summary>
    private static async Task DearerAsync(Boreal boreal)
    {
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(January), ContractBook.Line(boreal, "Entretien", 1, 1200));
        await ContractBook.ChangeAsync(boreal, contract.Id, c =>
            c.Lines.Add(Boreal.Value(c.Lines[0].Amend(c, new DateOnly(2026, 2, 1), c.Lines[0].Current with { UnitPrice = 12000 }, null))));
    }

    private static Task<Result> SaveAsync(Boreal boreal, long? clientId, int? version, decimal? change) =>
        boreal.Portal.Get<SaveBillingLimit>().RunAsync(new(boreal.Entity.Id, clientId, version, change, null), default);

    private static async Task<IReadOnlyList<ListBillingLimits.Row>> ListAsync(Boreal boreal, PageRequest? page = null, bool? contracts = null) =>
        Boreal.Value(await boreal.Portal.Get<ListBillingLimits>().RunAsync(new(page ?? new PageRequest(), boreal.Entity.Id, Contracts: contracts), default)).Rows;
}
