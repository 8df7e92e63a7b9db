using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies.UseCases;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;
using static Portal.Business.Tests.Accounting.DollarScene;

namespace Portal.Business.Tests.Accounting;

/// <summary>Deposits in dollars leave their account in euros at zero.</summary>
public sealed class ForeignDepositTests
{
    [Theory, EachDatabase]
    public async Task Deposit_DeductedAtAnotherRate_LeavesItsAccountAtZero(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await RateAsync(boreal, Today, 0.9m);
        var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Travaux"), default));
        await using (var jobs = boreal.Portal.Open())
        {
            var version = await jobs.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
            Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
                new AddJobLine.Input(job, version, null, "Pose", 1, "", 333.33m, 0, boreal.TaxCode.Id, boreal.Income.Id), default));
        }

        var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, 30, null), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(5));
        await RateAsync(boreal, Today.AddDays(5), 0.8m);
        var final = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, Issue: true), default)));
        Assert.Equal(Money.Round(final.Total * 0.8m), final.BookTotal);

        await using var db = boreal.Portal.Open();
        var deposits = await db.Set<AccountingEntryLine>().Where(l => l.GlAccountId == boreal.Entity.DepositAccountId).ToListAsync();
        Assert.Equal((0m, 0m), (deposits.Sum(l => l.Debit - l.Credit), deposits.Sum(l => l.InDocument)));
        await CheckedAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Deposit_DeductedInPartsAndGivenBack_LeavesItsAccountAtZeroWhateverTheRates(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        var draw = new Random(20260302);
        for (var round = 0; round < 4; round++)
        {
            var day = Today.AddDays(20 * round);
            boreal.Portal.Clock.Advance(TimeSpan.FromDays(round == 0 ? 0 : 14));
            await RateAsync(boreal, day, Rate());
            var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Travaux"), default));
            await using (var jobs = boreal.Portal.Open())
            {
                var version = await jobs.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
                Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
                    new AddJobLine.Input(job, version, null, "Pose", 9, "", draw.Next(1_000, 90_000) / 100m, 0, boreal.TaxCode.Id, boreal.Income.Id), default));
            }

            var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, 30, null), default));
            Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default));
            for (var part = 0; part < 3; part++)
            {
                boreal.Portal.Clock.Advance(TimeSpan.FromDays(2));
                await RateAsync(boreal, boreal.Entity.Today(boreal.Portal.Clock), Rate());
                await DeductAsync(boreal, job, deposit, part == 2 ? null : 1, credit: part == 2 && round % 2 == 1);
            }

            if (round % 2 == 1)
            {
                await DeductAsync(boreal, job, deposit, null, credit: false);
            }

            await using var db = boreal.Portal.Open();
            var left = await db.Set<AccountingEntryLine>().Where(l => l.GlAccountId == boreal.Entity.DepositAccountId).ToListAsync();
            Assert.Equal((0m, 0m), (left.Sum(l => l.Debit - l.Credit), left.Sum(l => l.InDocument)));
            Assert.All(await db.AccountingEntries.Include(e => e.Lines).ToListAsync(), e => Assert.Equal(0m, e.Lines.Sum(l => l.Debit - l.Credit)));
        }

        await CheckedAsync(boreal);
        decimal Rate() => draw.Next(60_000_000, 140_000_000) / 100_000_000m;
    }

    /// <summary>An invoice of a part of a job that deducts of the deposit what it charges; credited in full where that is wished.</summary>
    private static async Task DeductAsync(Boreal boreal, long job, long deposit, decimal? quantity, bool credit)
    {
        var line = await LineAsync();
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(
            new DraftInvoice.Input(null, job, quantity is { } some ? [new(line, some)] : null), default));
        if (quantity is not null)
        {
            Boreal.Require(await boreal.Portal.Get<DeductDeposits>().RunAsync(new DeductDeposits.Input(id, (await boreal.FindAsync(id)).Version, [deposit]), default));
        }

        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        if (credit)
        {
            await boreal.Portal.Get<TransferToAccounting>().RunAsync(default);
            Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new(id, (await boreal.FindAsync(id)).Version, null, true, "Annulé", false), default));
        }

        async Task<long> LineAsync()
        {
            await using var db = boreal.Portal.Open();
            return await db.Jobs.Where(j => j.Id == job).SelectMany(j => j.Lines).Select(l => l.Id).SingleAsync();
        }
    }
}
