using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;
using static Portal.Business.Tests.Accounting.DollarScene;

namespace Portal.Business.Tests.Accounting;

/// <summary>The table of rates.</summary>
public sealed class ExchangeRatesTests
{
    [Theory, EachDatabase]
    public async Task Rates_Imported_AreAddedChangedOrRefusedAsAWhole(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await RateAsync(boreal, Today, 0.9m);
        Task<Result<ImportExchangeRates.Imported>> Import(string text, bool inverse = false) =>
            boreal.Portal.Get<ImportExchangeRates>().RunAsync(new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "EUR", inverse), default);

        Assert.Equal(new ImportExchangeRates.Imported(2, 1, 0), Boreal.Value(await Import("jour;monnaie;taux;source\n2026-03-02;USD;0,92\n2026-03-02;CAD;0,66;BCE\n2026-03-03;usd;0.93\n")));
        Assert.Equal(new ImportExchangeRates.Imported(0, 0, 3), Boreal.Value(await Import("2026-03-02,USD,0.92\n2026-03-02,CAD,0.66\n2026-03-03,USD,0.93\n")));
        Boreal.Value(await Import("2026-03-04\tUSD\t1.25\n", inverse: true));
        Assert.Equal(["Accounting.RateRow", "Accounting.RateRow"], (await Import("2026-03-05;USD;0,9\n2026-13-05;USD;1\n2026-03-05;EUR;1\n")).Refusals.Select(r => r.Code));
        Assert.Equal("Accounting.NoRatesInFile", (await Import("jour;monnaie;taux\n")).Refusal?.Code);

        var listed = Boreal.Value(await boreal.Portal.Get<ListExchangeRates>().RunAsync(new(new PageRequest()), default));
        Assert.Equal([("USD", 0.8m), ("USD", 0.93m), ("CAD", 0.66m), ("USD", 0.92m)], listed.Page.Rows.Select(r => (r.Currency, r.Rate)));
        var last = listed.Page.Rows[0];
        Boreal.Require(await boreal.Portal.Get<RemoveExchangeRate>().RunAsync(new(last.Id, last.Version), default));
        Assert.Equal("Accounting.RateOfItself", (await boreal.Portal.Get<SaveExchangeRate>().RunAsync(new("EUR", "EUR", Today, 1m, ""), default)).Refusal?.Code);
        boreal.Portal.User = TestUser.With(Permissions.CatalogView);
        Assert.Equal(Refusal.Forbidden, (await Import("2026-03-04;USD;1\n")).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<RemoveExchangeRate>().RunAsync(new(last.Id, last.Version), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Rates_AreProposedForTheDayOfTheCompanyInWhoseBooksTheyCount(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        boreal.Portal.Clock.Set(new DateTime(2026, 3, 31, 22, 30, 0, DateTimeKind.Utc));

        var listed = Boreal.Value(await boreal.Portal.Get<ListExchangeRates>().RunAsync(new(new PageRequest()), default));

        Assert.Equal(new ListExchangeRates.Book("EUR", new DateOnly(2026, 4, 1)), Assert.Single(listed.Books));
    }
}
