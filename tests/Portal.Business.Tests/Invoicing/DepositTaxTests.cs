using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Support;
using static Portal.Business.Tests.Invoicing.DepositTests;

namespace Portal.Business.Tests.Invoicing;

/// <summary>How a deposit is taxed where no order says it: a person chooses, unless only one tax code is in question.</summary>
public sealed class DepositTaxTests
{
    [Theory, EachDatabase]
    public async Task Deposit_OfAJobWithoutLines_IsAskedItsTax_AndTakesNoOther(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var job = await JobAsync(boreal);
        var shown = Boreal.Value(await boreal.Portal.Get<ShowDepositTaxes>().RunAsync(new(null, job), default));
        Assert.True(shown is { IsAsked: true, Choices.Count: > 1 });
        Assert.Null(shown.Usual);

        var missing = (await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, null, 300m), default)).Refusal!;
        Assert.Equal(("Invoicing.DepositTaxMissing", "TaxCodeId"), (missing.Code, missing.Field));
        Assert.Equal(Refusal.Stale, (await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, null, 300m, TaxCodeId: 4711), default)).Refusal);
        var reduced = await CodeAsync(boreal, "TVA10");
        var deposit = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, null, 330m, TaxIncluded: true, TaxCodeId: reduced), default)));

        Assert.Equal((reduced, 300m), Assert.Single(deposit.Lines.Select(l => (l.TaxCodeId, l.Net))));
        Assert.Equal(330m, deposit.Total);
    }

    [Theory, EachDatabase]
    public async Task Tax_InQuestion_FollowsProductsAndFiscalPosition(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var (job, usual, exempt) = (await JobAsync(boreal), await CodeAsync(boreal, "TVA20"), await CodeAsync(boreal, "INTRA-S"));
        Task<ShowDepositTaxes.Shown> ShowAsync() => ReadAsync(boreal, job);
        await AddAsync(boreal, "P-1", usual);
        Assert.Equal(usual, (await ShowAsync()).Usual);

        await using (var db = boreal.Portal.Open())
        {
            (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).FiscalPositionId = await db.FiscalPositions.Where(p => p.Code == "INTRA-S").Select(p => p.Id).SingleAsync();
            await db.SaveChangesAsync();
        }

        var abroad = await ShowAsync();
        Assert.Equal(exempt, abroad.Usual);
        Assert.DoesNotContain(abroad.Choices, c => c.Id == usual);
        await AddAsync(boreal, "P-2", await CodeAsync(boreal, "TVA10"));
        Assert.Equal(exempt, (await ShowAsync()).Usual);
        await AddAsync(boreal, "P-3", await CodeAsync(boreal, "EXPORT"));
        Assert.Null((await ShowAsync()).Usual);

        var deposit = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, null, 300m, TaxCodeId: exempt), default)));
        Assert.Equal((exempt, 300m), (Assert.Single(deposit.Lines).TaxCodeId, deposit.Total));
    }

    [Theory, EachDatabase]
    public async Task Tax_OfAJobThatOrdersSomething_IsNotAsked(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var job = await JobAsync(boreal, 1000);

        Assert.True(await ReadAsync(boreal, job) is { IsAsked: false, Choices.Count: 0 });
        var deposit = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, null, 300m, TaxCodeId: await CodeAsync(boreal, "TVA10")), default)));
        Assert.Equal(boreal.TaxCode.Id, Assert.Single(deposit.Lines).TaxCodeId);
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowDepositTaxes>().RunAsync(new(null, job), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Tax_ThatThePositionSays_IsOfferedThoughInactive_AndACompanyWithoutAnyIsToldSo(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var (job, exempt) = (await JobAsync(boreal), await CodeAsync(boreal, "INTRA-S"));
        await using var db = boreal.Portal.Open();
        (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).FiscalPositionId = await db.FiscalPositions.Where(p => p.Code == "INTRA-S").Select(p => p.Id).SingleAsync();
        (await db.TaxCodes.SingleAsync(c => c.Id == exempt)).IsActive = false;
        await db.SaveChangesAsync();

        var shown = await ReadAsync(boreal, job);
        Assert.True(shown.IsAsked);
        Assert.Contains(shown.Choices, c => c.Id == exempt);
        var deposit = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, null, 300m, TaxCodeId: exempt), default)));
        Assert.Equal((exempt, 300m), (Assert.Single(deposit.Lines).TaxCodeId, deposit.Total));

        await db.TaxCodes.ExecuteUpdateAsync(set => set.SetProperty(c => c.IsActive, false));
        shown = await ReadAsync(boreal, job);
        Assert.True(shown is { IsAsked: true, Choices.Count: 0 });
        var refusal = (await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, null, 300m), default)).Refusal!;
        Assert.Equal(("Invoicing.DepositTaxNone", "TaxCodeId"), (refusal.Code, refusal.Field));
    }

    [Theory, EachDatabase]
    public async Task Deposit_ThatComesToNothing_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var job = await JobAsync(boreal, 0.40m);

        var refusal = (await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, 1, null), default)).Refusal!;

        Assert.Equal(("Invoicing.DepositIsNothing", "Percent"), (refusal.Code, refusal.Field));
        await using var db = boreal.Portal.Open();
        Assert.False(await db.Invoices.AnyAsync());
    }

    private static async Task<ShowDepositTaxes.Shown> ReadAsync(Boreal boreal, long job) => Boreal.Value(await boreal.Portal.Get<ShowDepositTaxes>().RunAsync(new(null, job), default));

    private static async Task<long> CodeAsync(Boreal boreal, string code)
    {
        await using var db = boreal.Portal.Open();
        return await db.TaxCodes.Where(c => c.LegalEntityId == boreal.Entity.Id && c.Code == code).Select(c => c.Id).SingleAsync();
    }

    private static async Task AddAsync(Boreal boreal, string code, long taxCode)
    {
        await using var db = boreal.Portal.Open();
        db.Products.Add(new Product { LegalEntityId = boreal.Entity.Id, Code = code, Name = new LocalText(code, code), UnitPrice = 1, TaxCodeId = taxCode, GlAccountId = boreal.Income.Id }.IndexForSearch());
        await db.SaveChangesAsync();
    }
}
