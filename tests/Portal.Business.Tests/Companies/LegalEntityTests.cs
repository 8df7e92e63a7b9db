using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Companies.UseCases;
using Portal.Business.Data;
using Portal.Business.Tests.Clients;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Companies;

public sealed class LegalEntityTests
{
    [Theory, EachDatabase]
    public async Task Create_WithItsOwnPrefix_CanInvoiceAtOnce(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var id = (await portal.Get<CreateLegalEntity>().RunAsync(new(Fields(), "N-"), default)).Value;
        await using var db = portal.Open();
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == id);
        Assert.True(entity is { ReceivableAccountId: not null, BankAccountId: not null, SalesJournalId: not null, BankJournalId: not null, DefaultPaymentTermsId: not null });
        Assert.Equal("https://nord.example", entity.Website);
        await using var transaction = await db.BeginWriteAsync(default);
        Assert.Equal("N-F-000001", (await db.TakeNumberAsync(id, NumberedDocument.Invoice, new DateOnly(2026, 3, 2), default)).Value);
    }

    [Theory, EachDatabase]
    public async Task Create_WithNumbersOfAnotherEntity_IsRefused(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var refusal = (await portal.Get<CreateLegalEntity>().RunAsync(new(Fields(), ""), default)).Refusal!;
        Assert.Equal(("Companies.PrefixTaken", "NumberPrefix"), (refusal.Code, refusal.Field));
        Assert.Equal("Companies.PrefixForm", (await portal.Get<CreateLegalEntity>().RunAsync(new(Fields(), "N°"), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Change_WithEverythingWrong_SaysItAll(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var seen = (await portal.Get<ShowLegalEntity>().RunAsync(portal.FranceId, default)).Value;
        var fields = seen.Fields with
        {
            Name = DemoCompanies.Quebec,
            Color = "#ffee00",
            TimeZone = "Mars/Olympus",
            Bank = seen.Fields.Bank with { Iban = "FR00", Bic = "X" },
            Website = "not a site",
            Address = seen.Fields.Address with { City = "" },
        };
        var result = await portal.Get<ChangeLegalEntity>().RunAsync(new(portal.FranceId, seen.Version, fields), default);
        Assert.Equal(
            ["Address.City", "Bic", "Color", "Iban", "Name", "TimeZone", "Website"],
            result.Refusals.Select(r => r.Field).Order(StringComparer.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Change_OfTheCurrency_IsRefusedOnceDocumentsExist(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        await TakeAsync(portal, NumberedDocument.Quote);
        var seen = (await portal.Get<ShowLegalEntity>().RunAsync(portal.QuebecId, default)).Value;
        var change = portal.Get<ChangeLegalEntity>();
        Assert.Equal("Companies.CurrencyFixed", (await change.RunAsync(new(seen.Id, seen.Version, seen.Fields with { Currency = "USD" }), default)).Refusal!.Code);
        Assert.True((await change.RunAsync(new(seen.Id, seen.Version, seen.Fields with { Phone = "514 555-0111" }), default)).Succeeded);
        Assert.Equal(Refusal.Stale, (await change.RunAsync(new(seen.Id, seen.Version, seen.Fields), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task NumberSeries_StartIsRaisedOnlyBeforeTheFirstNumber(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var change = portal.Get<ChangeNumberSeries>();
        var series = await SeriesAsync(portal, NumberedDocument.Invoice);
        Assert.True((await change.RunAsync(new(series.Id, series.Version, "FA-", 5, 1200), default)).Succeeded);
        Assert.Equal(Refusal.Stale, (await change.RunAsync(new(series.Id, series.Version, "FA-", 5, 1300), default)).Refusal);
        series = await SeriesAsync(portal, NumberedDocument.Invoice);
        Assert.Equal("Companies.NextRange", (await change.RunAsync(new(series.Id, series.Version, "FA-", 5, 10), default)).Refusal!.Code);

        Assert.Equal("FA-01200", await TakeAsync(portal, NumberedDocument.Invoice));
        Assert.Equal(
            ["Companies.SeriesUsed", "Companies.SeriesStarted"],
            (await change.RunAsync(new(series.Id, series.Version, "FX-", 5, 2000), default)).Refusals.Select(r => r.Code));
    }

    [Theory]
    [EachDatabaseWith("F 1", 6, "Companies.PrefixForm")]
    [EachDatabaseWith("FR-F-", 6, "Companies.PrefixTaken")]
    [EachDatabaseWith("F-", 13, "Companies.DigitsRange")]
    public async Task NumberSeries_OfAForbiddenForm_IsRefused(DatabaseProvider provider, string prefix, int digits, string code)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var series = await SeriesAsync(portal, NumberedDocument.Invoice);
        Assert.Equal(code, (await portal.Get<ChangeNumberSeries>().RunAsync(new(series.Id, series.Version, prefix, digits, 1), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Logo_IsToldByItsContent(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var change = portal.Get<ChangeLogo>();
        var html = "<html><script>alert(1)</script></html>"u8.ToArray();
        Assert.Equal("Companies.LogoNotAPicture", (await change.RunAsync(new(portal.QuebecId, "logo.png", html), default)).Refusal!.Code);
        Assert.Equal("Companies.LogoTooLarge", (await change.RunAsync(new(portal.QuebecId, "logo.png", new byte[Logo.LargestSize + 1]), default)).Refusal!.Code);

        var france = (await portal.Get<ShowLogo>().RunAsync(portal.FranceId, default)).Value;
        Assert.Equal("Companies.LogoDamaged", (await change.RunAsync(new(portal.QuebecId, "logo.png", france.Bytes[..40]), default)).Refusal!.Code);
        Assert.True((await change.RunAsync(new(portal.QuebecId, "../other.png", france.Bytes), default)).Succeeded);
        portal.User = TestUser.OfClients(1);
        var shown = (await portal.Get<ShowLogo>().RunAsync(portal.QuebecId, default)).Value;
        Assert.Equal(("other.png", "image/png", france.Bytes.Length), (shown.Name, shown.ContentType, shown.Bytes.Length));
    }

    [Theory, EachDatabase]
    public async Task FormText_Changed_FollowsItsVersion(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        var change = portal.Get<ChangeFormText>();
        var text = new LocalText("Merci !", "Thanks!");
        Assert.True((await change.RunAsync(new(portal.QuebecId, Form.Invoice, 0, text), default)).Succeeded);
        Assert.Equal(Refusal.Stale, (await change.RunAsync(new(portal.QuebecId, Form.Invoice, 0, LocalText.Empty), default)).Refusal);
        Assert.Equal(text, (await portal.Get<ListFormTexts>().RunAsync(portal.QuebecId, default)).Value.Single(t => t.Form == Form.Invoice).Text);
    }

    [Theory, EachDatabase]
    public async Task Settings_WithoutPermission_AreForbidden(DatabaseProvider provider)
    {
        await using var portal = await ClientsScene.StartAsync(provider);
        portal.User = TestUser.InRole(DefaultRoles.Manager);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<CreateLegalEntity>().RunAsync(new(Fields(), "N-"), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<ListNumberSeries>().RunAsync(portal.QuebecId, default)).Refusal);
        Assert.True((await portal.Get<ListLegalEntities>().RunAsync(true, default)).Succeeded);
    }

    private static LegalEntityFields Fields() => new()
    {
        Name = "Nord",
        LegalName = "Nord inc.",
        Address = new Address("1, rue A", "", "Laval", "QC", "H7L 4S3", "CA"),
        Website = "nord.example",
    };

    private static async Task<ListNumberSeries.Row> SeriesAsync(ClientsScene portal, NumberedDocument document) =>
        (await portal.Get<ListNumberSeries>().RunAsync(portal.QuebecId, default)).Value.Single(s => s.Document == document);

    private static async Task<string> TakeAsync(ClientsScene portal, NumberedDocument document)
    {
        await using var db = portal.Open();
        await using var transaction = await db.BeginWriteAsync(default);
        var number = (await db.TakeNumberAsync(portal.QuebecId, document, new DateOnly(2026, 3, 2), default)).Value;
        await transaction.CommitAsync(default);
        return number;
    }
}
