using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Clients;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Catalog;

public sealed class CatalogUseCaseTests
{
    [Theory, EachDatabase]
    public async Task Product_CreatedFoundAndChanged_KeepsSixDecimals(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var fields = new ProductFields { LegalEntityId = portal.QuebecId, Code = "ÉTIQ", Name = new LocalText("Étiquettes", "Labels"), UnitPrice = 0.0123456m };
        var id = (await portal.Get<SaveProduct>().RunAsync(new(null, 0, fields), default)).Value;
        var found = Assert.Single((await portal.Get<PickProducts>().RunAsync(new(portal.QuebecId, "etiq labels"), default)).Value);
        Assert.Equal((id, 0.012346m), (found.Id, found.UnitPrice));

        var seen = (await portal.Get<ShowProduct>().RunAsync(id, default)).Value;
        Assert.True((await portal.Get<SaveProduct>().RunAsync(new(id, seen.Version, seen.Fields with { IsActive = false }), default)).Succeeded);
        Assert.Equal(Refusal.Stale, (await portal.Get<SaveProduct>().RunAsync(new(id, seen.Version, seen.Fields), default)).Refusal);
        Assert.Empty((await portal.Get<PickProducts>().RunAsync(new(portal.QuebecId, "etiq"), default)).Value);
        Assert.Equal(1, (await portal.Get<ListProducts>().RunAsync(new("etiq", portal.QuebecId, false, null, new PageRequest(Sort: "price", Descending: true)), default)).Value.Total);
    }

    [Theory, EachDatabase]
    public async Task Picker_WithTheBeginningOfACode_ShowsThatProductFirst(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var fields = new ProductFields { LegalEntityId = portal.QuebecId, Code = "AAA", Name = LocalText.Same("Pour ENT-H") };
        Assert.True((await portal.Get<SaveProduct>().RunAsync(new(null, 0, fields), default)).Succeeded);

        var found = (await portal.Get<PickProducts>().RunAsync(new(portal.QuebecId, "ent-h"), default)).Value;

        Assert.Equal(["ENT-H", "AAA"], found.Select(r => r.Code));
    }

    [Theory, EachDatabase]
    public async Task Product_WithTakenCodeNegativePriceOrForeignTax_IsRefusedAtItsField(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var save = portal.Get<SaveProduct>();
        var good = new ProductFields { LegalEntityId = portal.QuebecId, Code = "ENT-H", Name = LocalText.Same("Twice") };
        var taken = (await save.RunAsync(new(null, 0, good), default)).Refusal!;
        Assert.Equal(("Catalog.CodeTaken", "Code"), (taken.Code, taken.Field));

        await using var db = portal.Open();
        var foreignTax = await db.TaxCodes.Where(t => t.LegalEntityId == portal.FranceId).Select(t => t.Id).FirstAsync();
        var result = await save.RunAsync(new(null, 0, good with { Code = "X", UnitPrice = -1, TaxCodeId = foreignTax, Name = LocalText.Empty }), default);
        Assert.Equal(["UnitPrice", "Name", "TaxCodeId"], result.Refusals.Select(r => r.Field));
    }

    [Theory, EachDatabase]
    public async Task Lists_SearchedInSmallLetters_FindCodesInCapitals(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        Assert.NotEmpty((await portal.Get<ListTaxCodes>().RunAsync(new("tps", null, null, new PageRequest()), default)).Value.Rows);
        Assert.NotEmpty((await portal.Get<ListFiscalPositions>().RunAsync(new("qc", null, null, new PageRequest()), default)).Value.Rows);
        Assert.NotEmpty((await portal.Get<ListPaymentTerms>().RunAsync(new("net30", null, new PageRequest()), default)).Value.Rows);
    }

    [Theory, EachDatabase]
    public async Task UsedRecords_CantBeDeleted_UnusedCan(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        await using var db = portal.Open();
        var usedTax = await db.TaxCodes.SingleAsync(t => t.Code == "TPS+TVQ");
        var unusedTax = await db.TaxCodes.SingleAsync(t => t.Code == "EXO");
        var usedAccount = await db.GlAccounts.SingleAsync(a => a.Number == "4000");
        var usedPosition = await db.FiscalPositions.SingleAsync(p => p.Code == "QC");
        var usedTerms = await db.PaymentTerms.SingleAsync(t => t.Code == "NET30");
        Assert.Equal("Common.InUse", (await portal.Get<DeleteTaxCode>().RunAsync(usedTax.Id, default)).Refusal!.Code);
        Assert.Equal("Common.InUse", (await portal.Get<DeleteGlAccount>().RunAsync(usedAccount.Id, default)).Refusal!.Code);
        Assert.Equal("Common.InUse", (await portal.Get<DeleteFiscalPosition>().RunAsync(usedPosition.Id, default)).Refusal!.Code);
        Assert.Equal("Common.InUse", (await portal.Get<DeletePaymentTerms>().RunAsync(usedTerms.Id, default)).Refusal!.Code);
        Assert.True((await portal.Get<ShowTaxCode>().RunAsync(usedTax.Id, default)).Value.IsUsed);
        Assert.True((await portal.Get<DeleteTaxCode>().RunAsync(unusedTax.Id, default)).Succeeded);
        var product = await db.Products.FirstAsync();
        Assert.True((await portal.Get<DeleteProduct>().RunAsync(product.Id, default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Lists_Paged_ShowTheirEntitysRecords(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var page = new PageRequest();
        var accounts = (await portal.Get<ListGlAccounts>().RunAsync(new("ventes serv", portal.QuebecId, true, page), default)).Value;
        Assert.Equal("4000", Assert.Single(accounts.Rows).Number);
        Assert.Equal(3, (await portal.Get<ListJournals>().RunAsync(new(null, portal.FranceId, null, page), default)).Value.Total);
        Assert.Equal(7, (await portal.Get<ListFiscalPositions>().RunAsync(new(null, portal.FranceId, null, page), default)).Value.Total);
        Assert.Equal(5, (await portal.Get<ListPaymentTerms>().RunAsync(new(null, null, page), default)).Value.Total);
        var taxes = (await portal.Get<ListTaxCodes>().RunAsync(new(null, portal.QuebecId, null, page), default)).Value;
        Assert.Equal(14.975m, taxes.Rows.Single(t => t.Code == "TPS+TVQ").Percent);
        Assert.Equal(0m, taxes.Rows.Single(t => t.Code == "EXO").Percent);
    }

    [Theory, EachDatabase]
    public async Task TaxRate_AddedForTheFuture_ReplacesOnItsDay_AndCanBeTakenBack(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var qst = (await portal.Get<ListTaxComponents>().RunAsync(portal.QuebecId, default)).Value.Single(c => c.Fields.Name.English == "QST");
        var add = portal.Get<AddTaxRate>();
        Assert.True((await add.RunAsync(new(qst.Id, new DateOnly(2027, 1, 1), 10.5m), default)).Succeeded);
        Assert.Equal("Catalog.RateThere", (await add.RunAsync(new(qst.Id, new DateOnly(2027, 1, 1), 11m), default)).Refusal!.Code);
        Assert.Equal("Catalog.PercentRange", (await add.RunAsync(new(qst.Id, new DateOnly(2028, 1, 1), 101m), default)).Refusal!.Code);

        await using var db = portal.Open();
        var component = await db.TaxComponents.Include(c => c.Rates).SingleAsync(c => c.Id == qst.Id);
        Assert.Equal(9.975m, component.RateOn(new DateOnly(2026, 12, 31)));
        Assert.Equal(10.5m, component.RateOn(new DateOnly(2027, 1, 1)));

        var future = (await portal.Get<ListTaxComponents>().RunAsync(portal.QuebecId, default)).Value.Single(c => c.Id == qst.Id).Rates[0];
        Assert.True((await portal.Get<RemoveTaxRate>().RunAsync(future.Id, default)).Succeeded);
        var last = (await portal.Get<ListTaxComponents>().RunAsync(portal.QuebecId, default)).Value.Single(c => c.Id == qst.Id).Rates;
        Assert.Equal("Catalog.LastRate", (await portal.Get<RemoveTaxRate>().RunAsync(Assert.Single(last).Id, default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task TaxComponent_NewWithFirstRate_GoesIntoATaxCode(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var fields = new TaxComponentFields { LegalEntityId = portal.QuebecId, Name = new LocalText("Taxe d’hébergement", "Lodging tax"), Order = 3 };
        Assert.Equal(["FirstRateFrom", "FirstRatePercent"],
            (await portal.Get<SaveTaxComponent>().RunAsync(new(null, 0, fields), default)).Refusals.Select(r => r.Field));
        var id = (await portal.Get<SaveTaxComponent>().RunAsync(new(null, 0, fields, new DateOnly(2020, 1, 1), 3.5m), default)).Value;

        var code = new TaxCodeFields { LegalEntityId = portal.QuebecId, Code = "HEB", Name = LocalText.Same("Hébergement"), ComponentIds = [id] };
        var codeId = (await portal.Get<SaveTaxCode>().RunAsync(new(null, 0, code), default)).Value;
        Assert.Equal([id], (await portal.Get<ShowTaxCode>().RunAsync(codeId, default)).Value.Fields.ComponentIds);
        Assert.Equal("Common.InUse", (await portal.Get<DeleteTaxComponent>().RunAsync(id, default)).Refusal!.Code);
        Assert.Equal("Catalog.ComponentOfOtherEntity",
            (await portal.Get<SaveTaxCode>().RunAsync(new(null, 0, code with { LegalEntityId = portal.FranceId, Code = "H2" }), default)).Refusal!.Code);
        var shown = (await portal.Get<ShowTaxCode>().RunAsync(codeId, default)).Value;
        Assert.True((await portal.Get<SaveTaxCode>().RunAsync(new(codeId, shown.Version, shown.Fields with { ComponentIds = [] }), default)).Succeeded);
        Assert.Empty((await portal.Get<ShowTaxCode>().RunAsync(codeId, default)).Value.Fields.ComponentIds);
        Assert.True((await portal.Get<DeleteTaxComponent>().RunAsync(id, default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task FiscalPosition_Changed_ReplacesOnlyWhatDiffers(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        await using var db = portal.Open();
        var position = await db.FiscalPositions.SingleAsync(p => p.Code == "EXP" && p.LegalEntityId == portal.QuebecId);
        var exempt = await db.TaxCodes.Where(t => t.Code == "EXO").Select(t => t.Id).SingleAsync();
        var shown = (await portal.Get<ShowFiscalPosition>().RunAsync(position.Id, default)).Value;
        var first = shown.Fields.Taxes[0];
        var fields = shown.Fields with { Taxes = [first, new Replacement { FromId = shown.Fields.Taxes[1].FromId, ToId = exempt }] };
        Assert.True((await portal.Get<SaveFiscalPosition>().RunAsync(new(position.Id, shown.Version, fields), default)).Succeeded);
        var again = (await portal.Get<ShowFiscalPosition>().RunAsync(position.Id, default)).Value;
        Assert.Equal(fields.Taxes.OrderBy(t => t.FromId), again.Fields.Taxes.OrderBy(t => t.FromId));

        var twice = fields with { Taxes = [first, first, new Replacement { FromId = exempt }] };
        Assert.Equal(["Catalog.ReplacementIncomplete", "Catalog.ReplacedTwice"],
            (await portal.Get<SaveFiscalPosition>().RunAsync(new(position.Id, again.Version, twice), default)).Refusals.Select(r => r.Code));
    }

    [Theory, EachDatabase]
    public async Task PaymentTerms_NotAddingUp_AreRefused_AndThePreviewShowsTheDates(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var half = new PaymentTermsFields { Code = "T", Name = LocalText.Same("T"), Instalments = [new(50, 0), new(49.99m, 30)] };
        var refusal = (await portal.Get<SavePaymentTerms>().RunAsync(new(null, 0, half), default)).Refusal!;
        Assert.Equal(("Catalog.InstalmentsNotWhole", "Instalments"), (refusal.Code, refusal.Field));

        var thirds = half with { Instalments = [new(33.34m, 0), new(33.33m, 30, EndOfMonth: true), new(33.33m, 30, EndOfMonth: true, DayOfNextMonth: 10)] };
        var preview = (await portal.Get<PreviewPaymentTerms>().RunAsync(new(thirds, new DateOnly(2026, 1, 15), 100.01m), default)).Value;
        Assert.Equal([new DateOnly(2026, 1, 15), new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 10)], preview.Select(i => i.DueOn));
        Assert.Equal(100.01m, preview.Sum(i => i.Amount));
        Assert.True((await portal.Get<SavePaymentTerms>().RunAsync(new(null, 0, thirds), default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Choices_AreOfTheEntity_ActiveOrChosen(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        await using var db = portal.Open();
        var tax = await db.TaxCodes.SingleAsync(t => t.Code == "EXO");
        tax.IsActive = false;
        await db.SaveChangesAsync();
        var choices = portal.Get<ShowCatalogChoices>();
        Assert.Equal(["DET", "PENALITE", "TPS", "TPS+TVQ"], (await choices.RunAsync(new(portal.QuebecId), default)).Value.TaxCodes.Select(c => c.Code));
        Assert.Equal(5, (await choices.RunAsync(new(portal.QuebecId, [tax.Id]), default)).Value.TaxCodes.Count);
    }

    [Theory, EachDatabase]
    public async Task Saving_WithoutPermission_IsForbidden(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        portal.User = TestUser.InRole(DefaultRoles.Sales);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<SaveJournal>().RunAsync(new(null, 0, new JournalFields()), default)).Refusal);
        Assert.True((await portal.Get<ListJournals>().RunAsync(new(null, null, null, new PageRequest()), default)).Succeeded);
    }
}
