using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Companies.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Operations;
using Portal.Business.Reminders;
using Portal.Business.Reminders.UseCases;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Invoicing;

/// <summary>What the first invoice of a company says that somebody has just made, and what it asks for before.</summary>
public sealed class NewCompanyTests
{
    private static readonly LegalEntityFields France = new()
    {
        Name = "Nord",
        LegalName = "Nord Enseignes",
        LegalForm = "SARL",
        ShareCapital = 10_000m,
        TradeRegister = "RCS Lille Métropole",
        Address = new Address("3 rue Neuve", "", "Lille", "", "59000", "FR"),
        Numbers = RegistrationNumbers.None with { Siren = "954330122", VatId = "FR70954330122" },
        Currency = "EUR",
        TimeZone = "Europe/Paris",
        Language = "fr-FR",
        Paper = PaperFormat.A4,
    };

    private static readonly LegalEntityFields Quebec = new()
    {
        Name = "Nord",
        LegalName = "Enseignes du Nord inc.",
        Address = new Address("1, rue A", "", "Laval", "QC", "H7L 4S3", "CA"),
        Numbers = RegistrationNumbers.None with { Gst = "840376552RT0001", Qst = "1097402358TQ0001" },
    };

    [ToolFact("pdftotext")]
    public async Task France_FirstInvoice_StatesWhatRemindersClaim()
    {
        await using var made = await NewCompany.StartAsync(DatabaseProvider.Sqlite, France);
        var text = await made.TextAsync(await made.ProformaAsync("TVA20"));

        DocumentText.ContainsAll(
            text, "Nord Enseignes, SARL au capital de 10 000,00 €", "RCS Lille Métropole 954 330 122", "N° TVA : FR70954330122", "Pas d’escompte pour paiement anticipé.",
            "refinancement de la Banque centrale européenne majoré de 10 points (12,15 % par an au jour de la facture)",
            "frais de recouvrement en cas de retard de paiement d’un professionnel : 40,00 €.", "Nature de l’opération : prestation de services.", "TVA 20 % 20,00 €");
    }

    [ToolFact("pdftotext")]
    public async Task Quebec_FirstInvoice_StatesBothNumbers_AndInterestOnceItIsAgreed()
    {
        await using var made = await NewCompany.StartAsync(DatabaseProvider.Sqlite, Quebec);
        var before = await made.TextAsync(await made.ProformaAsync("TPS+TVQ"));
        DocumentText.ContainsAll(before, "TPS 5 % No 840376552 RT0001 5,00 $", "TVQ 9,975 % No 1097402358 TQ0001 9,98 $");
        Assert.DoesNotContain("porte intérêt", before, StringComparison.Ordinal);
        Assert.DoesNotContain("escompte", before, StringComparison.OrdinalIgnoreCase);

        await made.AddTermAsync(new LateTermFields { From = new DateOnly(2026, 3, 1), AgreedPercent = 12m, PersonsPercent = 12m });
        Assert.Contains("porte intérêt au taux de 12 % par an", await made.TextAsync(await made.ProformaAsync("TPS+TVQ")), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task RateOfADay_IsFrozenIntoItsInvoices(DatabaseProvider provider)
    {
        await using var made = await NewCompany.StartAsync(provider, France);
        var before = await made.IssueAsync(await made.ProformaAsync("TVA20"));
        await made.AddTermAsync(new LateTermFields
        {
            From = new DateOnly(2026, 7, 1),
            Basis = LateRateBasis.Statutory,
            ReferencePercent = 3m,
            AddedPoints = 10m,
            LegalPercent = 2m,
            FloorTimes = 3m,
            RecoveryFee = 40m,
        });
        Assert.Equal(new LateConditions(12.15m, 10m, 40m), (await made.IssueAsync(await made.ProformaAsync("TVA20"))).Parties!.Seller.Late);

        made.Portal.Clock.Set(new DateTime(2026, 7, 1, 8, 0, 0, DateTimeKind.Utc));
        Assert.Equal(new LateConditions(13m, 10m, 40m), (await made.IssueAsync(await made.ProformaAsync("TVA20"))).Parties!.Seller.Late);
        Assert.Equal(new LateConditions(12.15m, 10m, 40m), (await made.FindAsync(before.Id)).Parties!.Seller.Late);

        await made.AddTermAsync(new LateTermFields
        {
            From = new DateOnly(2026, 7, 2),
            Basis = LateRateBasis.Statutory,
            ReferencePercent = 0,
            AddedPoints = 0,
            LegalPercent = 2.62m,
            FloorTimes = 3m,
            RecoveryFee = 40m,
        });
        made.Portal.Clock.Set(new DateTime(2026, 7, 2, 8, 0, 0, DateTimeKind.Utc));
        var floor = await made.IssueAsync(await made.ProformaAsync("TVA20"));
        Assert.Equal(new LateConditions(7.86m, null, 40m, 3m), (await made.FindAsync(floor.Id)).Parties!.Seller.Late);
        Assert.Empty(Boreal.Value(await made.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task France_WithoutItsIdentity_IsToldAllAtOnce(DatabaseProvider provider)
    {
        var bare = France with { LegalForm = "", ShareCapital = null, TradeRegister = "", Numbers = RegistrationNumbers.None };
        await using var made = await NewCompany.StartAsync(provider, bare);
        var proforma = await made.ProformaAsync("TVA20");
        Assert.Equal(["Invoicing.SellerWithoutForm", "Invoicing.SellerWithoutSiren", "Invoicing.SellerWithoutVatId"], await made.RefusedAsync(proforma));
        Assert.Equal(await made.RefusedAsync(proforma), (await made.Portal.Get<ShowInvoice>().RunAsync(new(proforma), default)).Value.Missing.Select(m => m.Code));

        await made.ChangeAsync(bare with { LegalForm = "S.A.S." });
        Assert.Equal(
            ["Invoicing.SellerWithoutCapital", "Invoicing.SellerWithoutSiren", "Invoicing.SellerWithoutRegister", "Invoicing.SellerWithoutVatId"], await made.RefusedAsync(proforma));
        await made.ChangeAsync(France);
        Assert.Empty(await made.RefusedAsync(proforma));
    }

    [Theory]
    [InlineData("S.A.R.L. unipersonnelle", true)]
    [InlineData("sas", true)]
    [InlineData("SCOP SA à capital variable", true)]
    [InlineData("SELARL", true)]
    [InlineData("Société par actions simplifiée", true)]
    [InlineData("Société à responsabilité limitée", true)]
    [InlineData("Entreprise unipersonnelle (EURL)", true)]
    [InlineData("Société civile immobilière", true)]
    [InlineData("SCIC SA", true)]
    [InlineData("S.C.C.V.", true)]
    [InlineData("EARL", true)]
    [InlineData("Société de fait", false)]
    [InlineData("Société créée de fait", false)]
    [InlineData("Société en participation", false)]
    [InlineData("Société d’assurance mutuelle", false)]
    [InlineData("Entreprise individuelle", false)]
    [InlineData("Entrepreneur individuel (EI)", false)]
    [InlineData("Association loi 1901", false)]
    [InlineData("EPIC", false)]
    [InlineData("Syndicat professionnel", false)]
    [InlineData("Mutuelle", false)]
    [InlineData("GIE", false)]
    public async Task France_AsksCapitalAndRegister_OfCommercialCompaniesOnly(string form, bool asked)
    {
        await using var made = await NewCompany.StartAsync(DatabaseProvider.Sqlite, France with { LegalForm = form, ShareCapital = null, TradeRegister = "" });

        Assert.Equal(asked ? ["Invoicing.SellerWithoutCapital", "Invoicing.SellerWithoutRegister"] : Array.Empty<string>(), await made.RefusedAsync(await made.ProformaAsync("TVA20")));
    }

    [Theory, EachDatabase]
    public async Task WithoutVat_ToACompanyElsewhereInTheUnion_NeedsBothVatIds(DatabaseProvider provider)
    {
        var small = France with { LegalForm = "EI", ShareCapital = null, TradeRegister = "", Numbers = RegistrationNumbers.None with { Siren = "954330122" } };
        await using var made = await NewCompany.StartAsync(provider, small);
        var abroad = new Address("Rue du Midi 118", "", "Bruxelles", "", "1000", "BE");
        await made.ChangeClientAsync(c => c.BillingAddress = abroad);
        var (services, goods) = (await made.ProformaAsync("INTRA-S"), await made.ProformaAsync("INTRA-B"));
        Assert.Equal(["Invoicing.SellerWithoutVatId", "Invoicing.BuyerWithoutVatId"], await made.RefusedAsync(services));
        Assert.Equal(["Invoicing.SellerWithoutVatId", "Invoicing.BuyerWithoutVatId"], await made.RefusedAsync(goods));
        Assert.Equal(["Invoicing.SellerWithoutVatId"], await made.RefusedAsync(await made.ProformaAsync("TVA20")));

        // What is charged for late payment is no supply; persons and other countries have no such number.
        Assert.Empty(await made.RefusedAsync(await made.ProformaAsync("PENALITE")));
        await made.ChangeClientAsync(c => c.Kind = ClientKind.Person);
        Assert.Empty(await made.RefusedAsync(await made.ProformaAsync("INTRA-S")));
        await made.ChangeClientAsync(c => (c.Kind, c.BillingAddress) = (ClientKind.Company, abroad with { Country = "CH" }));
        Assert.Empty(await made.RefusedAsync(await made.ProformaAsync("EXPORT")));

        await made.ChangeClientAsync(c => (c.BillingAddress, c.Numbers) = (abroad, RegistrationNumbers.None with { VatId = "BE0412345678" }));
        await made.ChangeAsync(small with { Numbers = small.Numbers with { VatId = "FR70954330122" } });
        Assert.Empty(await made.RefusedAsync(services));
    }

    [Theory, EachDatabase]
    public async Task WithoutVatForAnotherReason_ToACompanyElsewhereInTheUnion_NeedsNoNumberOfTheBuyer(DatabaseProvider provider)
    {
        await using var made = await NewCompany.StartAsync(provider, France);
        await made.ChangeClientAsync(c => c.BillingAddress = new Address("Rue du Midi 118", "", "Bruxelles", "", "1000", "BE"));
        foreach (var (code, reason) in new[] { ("ART261", "Exonération de TVA, article 261, 4 du CGI"), ("SOUS-T", "Autoliquidation, art. 283-2 nonies du CGI"), ("AUTOLIQ", "Autoliquidation") })
        {
            var fields = new TaxCodeFields { LegalEntityId = made.EntityId, Code = code, Name = LocalText.Same(code), ExemptionReason = LocalText.Same(reason) };
            Boreal.Value(await made.Portal.Get<SaveTaxCode>().RunAsync(new(null, 0, fields), default));
        }

        foreach (var code in new[] { "AUTOLIQ", "INTRA-B", "INTRA-S" })
        {
            Assert.Equal(["Invoicing.BuyerWithoutVatId"], await made.RefusedAsync(await made.ProformaAsync("TVA20", code)));
        }

        foreach (var code in new[] { "FRANCHISE", "EXPORT", "SOUS-TRAIT", "ART261", "SOUS-T" })
        {
            Assert.Empty(await made.RefusedAsync(await made.ProformaAsync(code)));
        }

        Assert.Empty(await made.RefusedAsync(await made.ProformaAsync("TVA20", "PENALITE")));
    }

    [Theory, EachDatabase]
    public async Task CreditNote_OfACompanyThatDeregistered_NamesTheNumbersOfItsInvoice(DatabaseProvider provider)
    {
        await using var france = await NewCompany.StartAsync(provider, France);
        await france.ChangeClientAsync(c => c.Numbers = RegistrationNumbers.None with { VatId = "BE0412345678" });
        var invoice = await france.IssueAsync(await france.ProformaAsync("TVA20"));
        await france.ChangeClientAsync(c => c.Numbers = RegistrationNumbers.None);
        await france.ChangeAsync(France with { LegalForm = "", ShareCapital = null, TradeRegister = "", Numbers = RegistrationNumbers.None });
        await using (var db = france.Portal.Open())
        {
            db.RemoveRange(await db.LateTerms.ToListAsync());
            await db.SaveChangesAsync();
        }

        var credit = (await france.CreditAsync(invoice.Id)).Parties!;
        var seller = credit.Seller;
        Assert.Equal(("BE0412345678", "BE0412345678"), (credit.Buyer.Numbers.VatId, credit.BilledTo.Numbers.VatId));
        Assert.Equal(
            (France.LegalForm, France.ShareCapital, France.TradeRegister, France.Numbers), (seller.LegalForm, seller.ShareCapital, seller.TradeRegister, seller.Numbers));

        await using var quebec = await NewCompany.StartAsync(provider, Quebec);
        var taxed = await quebec.IssueAsync(await quebec.ProformaAsync("TPS+TVQ"));
        await quebec.ChangeAsync(Quebec with { Numbers = RegistrationNumbers.None });
        Assert.Equal(Quebec.Numbers, (await quebec.CreditAsync(taxed.Id)).Parties!.Seller.Numbers);
    }

    [Theory, EachDatabase]
    public async Task CreditNote_OfACompanyInAnotherForm_SaysAllThatItLacks(DatabaseProvider provider)
    {
        await using var made = await NewCompany.StartAsync(provider, France);
        var invoice = await made.IssueAsync(await made.ProformaAsync("TVA20"));
        await made.ChangeAsync(France with { LegalForm = "SNC", ShareCapital = null, TradeRegister = "" });

        await made.Portal.Get<TransferToAccounting>().RunAsync(default);
        var input = new CreditInvoice.Input(invoice.Id, (await made.FindAsync(invoice.Id)).Version, null, false, "Erreur", Send: false);
        var refused = await made.Portal.Get<CreditInvoice>().RunAsync(input, default);
        Assert.Equal(["Invoicing.SellerWithoutCapital", "Invoicing.SellerWithoutRegister"], refused.Refusals.Select(r => r.Code));
    }

    [Theory, EachDatabase]
    public async Task LegalForm_WrittenOut_FitsAndIsPrinted(DatabaseProvider provider)
    {
        const string form = "Entreprise unipersonnelle à responsabilité limitée";
        await using var made = await NewCompany.StartAsync(provider, France with { LegalForm = form });
        var invoice = await made.IssueAsync(await made.ProformaAsync("TVA20"));
        Assert.Equal(form, (await made.FindAsync(invoice.Id)).Parties!.Seller.LegalForm);
    }

    [Theory, EachDatabase]
    public async Task CreditNote_OfACompanyThatIsAnotherInPart_NamesOneIdentity(DatabaseProvider provider)
    {
        await using var made = await NewCompany.StartAsync(provider, France);
        var invoice = await made.IssueAsync(await made.ProformaAsync("TVA20", "TVA20"));

        // Moved to another register and raised its capital, and left the form empty: the invoice's seller as it was.
        await made.ChangeAsync(France with { LegalName = "Autre SA", LegalForm = "", ShareCapital = France.ShareCapital + 1, TradeRegister = "RCS Nantes 552 100 554" });
        var seller = (await made.CreditAsync(invoice.Id)).Parties!.Seller;
        var then = (await made.FindAsync(invoice.Id)).Parties!.Seller;
        Assert.Equal(
            (then.LegalName, then.LegalForm, then.ShareCapital, then.TradeRegister, then.Numbers), (seller.LegalName, seller.LegalForm, seller.ShareCapital, seller.TradeRegister, seller.Numbers));

        // Another legal person in another form: the present one, whose missing number is not filled from the other's.
        var other = RegistrationNumbers.None with { Siren = "552100554" };
        Assert.Equal(other, other.CompletedBy(France.Numbers));
        Assert.Equal(("EI", other), (then with { LegalForm = "EI", Numbers = other }).CompletedBy(then) is var now ? (now.LegalForm, now.Numbers) : default);
    }

    [Theory, EachDatabase]
    public async Task SmallSupplier_WhoChargesNoTax_NeedsNoTaxNumbers(DatabaseProvider provider)
    {
        await using (var france = await NewCompany.StartAsync(
            provider, France with { LegalForm = "EI", ShareCapital = null, TradeRegister = "", Numbers = RegistrationNumbers.None with { Siren = "954330122" } }))
        {
            Assert.Equal(["Invoicing.SellerWithoutVatId"], await france.RefusedAsync(await france.ProformaAsync("TVA20")));
            Assert.Empty(await france.RefusedAsync(await france.ProformaAsync("FRANCHISE")));
        }

        await using var quebec = await NewCompany.StartAsync(provider, Quebec with { Numbers = RegistrationNumbers.None });
        Assert.Equal(["Invoicing.SellerWithoutTaxNumber", "Invoicing.SellerWithoutTaxNumber"], await quebec.RefusedAsync(await quebec.ProformaAsync("TPS+TVQ")));
        Assert.Empty(await quebec.RefusedAsync(await quebec.ProformaAsync("EXO")));
    }

    [Theory, EachDatabase]
    public async Task France_WithoutTermsOfLatePayment_AsksForThem_OfProfessionalsOnly(DatabaseProvider provider)
    {
        await using var made = await NewCompany.StartAsync(provider, France);
        await using (var db = made.Portal.Open())
        {
            db.RemoveRange(await db.LateTerms.ToListAsync());
            await db.SaveChangesAsync();
        }

        var proforma = await made.ProformaAsync("TVA20");
        Assert.Equal(["Invoicing.SellerWithoutLateTerm"], await made.RefusedAsync(proforma));
        await using (var db = made.Portal.Open())
        {
            (await db.Clients.SingleAsync()).Kind = ClientKind.Person;
            await db.SaveChangesAsync();
        }

        Assert.Empty(await made.RefusedAsync(proforma));
    }

    [Theory, EachDatabase]
    public async Task TaxCodeWithoutTax_NamesItsReasonInFrance_WhenSavedAndWhenIssued(DatabaseProvider provider)
    {
        await using var made = await NewCompany.StartAsync(provider, France);
        var save = made.Portal.Get<SaveTaxCode>();
        var fields = new TaxCodeFields { LegalEntityId = made.EntityId, Code = "NUL", Name = LocalText.Same("Sans TVA") };
        var refused = (await save.RunAsync(new(null, 0, fields), default)).Refusal!;
        Assert.Equal(("Catalog.ReasonRequired", "ExemptionReason"), (refused.Code, refused.Field));
        Boreal.Value(await save.RunAsync(new(null, 0, fields with { ExemptionReason = LocalText.Same("Exonération, art. 261 du CGI") }), default));

        await using (var db = made.Portal.Open())
        {
            (await db.TaxCodes.SingleAsync(c => c.Code == "NUL")).ExemptionReason = LocalText.Empty;
            await db.SaveChangesAsync();
        }

        Assert.Equal(["Invoicing.TaxWithoutReason"], await made.RefusedAsync(await made.ProformaAsync("NUL")));
    }

    [Theory, EachDatabase]
    public async Task TaxCodeWithoutTax_NeedsNoReasonInQuebec(DatabaseProvider provider)
    {
        await using var made = await NewCompany.StartAsync(provider, Quebec);
        Boreal.Value(await made.Portal.Get<SaveTaxCode>().RunAsync(
            new(null, 0, new TaxCodeFields { LegalEntityId = made.EntityId, Code = "NUL", Name = LocalText.Same("Hors champ") }), default));
        Assert.Empty(await made.RefusedAsync(await made.ProformaAsync("NUL")));
    }
}
