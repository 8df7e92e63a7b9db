using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Payments.UseCases;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Companies;

/// <summary>Work for a client that another company than its usual one sells: numbers, currency, taxes and accounts are that company's.</summary>
public sealed class OtherCompanyTests
{
    [Theory, EachDatabase]
    public async Task Work_OfAnotherCompany_IsInItsNumbersAndCurrency_WithoutTheUsualOnesPosition(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = await AddAsync(boreal);
        var client = boreal.Client.Id;

        var quoteId = Boreal.Value(await boreal.Portal.Get<CreateQuote>().RunAsync(new CreateQuote.Input(client, Title: "Visite", LegalEntityId: other.Id), default));
        var jobId = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(client, "Rénovation", LegalEntityId: other.Id), default));
        var invoiceId = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(client, null, LegalEntityId: other.Id), default));
        var choices = Boreal.Value(await boreal.Portal.Get<ShowContractChoices>().RunAsync(new ShowContractChoices.Input(client, other.Id), default));
        var depositId = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(client, null, null, 300, LegalEntityId: other.Id, TaxCodeId: choices.Usual.TaxCodeId), default));
        var line = new ContractLine.Values(null, "Entretien", 1, "", 1200, 0, choices.Usual.TaxCodeId, choices.Usual.GlAccountId, null, null, false, null, null, null, VisitPlan.None);
        var contractId = Boreal.Value(await boreal.Portal.Get<CreateContract>().RunAsync(
            new CreateContract.Input(Guid.NewGuid(), client, other.Id, ContractBook.Head(new DateOnly(2026, 3, 1)), [line]), default));

        await using var db = boreal.Portal.Open();
        var quote = await db.Quotes.SingleAsync(q => q.Id == quoteId);
        Assert.Equal((other.Id, "EUR", (long?)null), (quote.LegalEntityId, quote.Currency, quote.FiscalPositionId));
        Assert.StartsWith("FR-DV-", quote.Number, StringComparison.Ordinal);
        Assert.All(await db.Jobs.ToListAsync(), j => Assert.Equal((other.Id, "EUR", true), (j.LegalEntityId, j.Currency, j.Number.StartsWith("FR-J-", StringComparison.Ordinal))));
        Assert.Contains(await db.Jobs.ToListAsync(), j => j.Id == jobId);
        foreach (var id in new[] { invoiceId, depositId })
        {
            var invoice = await boreal.FindAsync(id);
            Assert.Equal((other.Id, "EUR", (long?)null), (invoice.LegalEntityId, invoice.Currency, invoice.FiscalPositionId));
            Assert.StartsWith("FR-PF-", invoice.ProformaNumber, StringComparison.Ordinal);
        }

        var contract = await db.Contracts.SingleAsync(c => c.Id == contractId);
        Assert.Equal((other.Id, "EUR"), (contract.LegalEntityId, contract.Currency));
        Assert.Equal("EUR", choices.Currency);
        Assert.True(await db.GlAccounts.AnyAsync(a => a.Id == choices.Usual.GlAccountId && a.LegalEntityId == other.Id));
        var invoiceChoices = Boreal.Value(await boreal.Portal.Get<ShowInvoiceChoices>().RunAsync(new ShowInvoiceChoices.Input(other.Id, client), default));
        Assert.True(await db.GlAccounts.AnyAsync(a => a.Id == invoiceChoices.DefaultGlAccountId && a.LegalEntityId == other.Id));
    }

    [Theory, EachDatabase]
    public async Task Invoice_OfAnotherCompany_IsTaxedAndBookedThere(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = await AddAsync(boreal);
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(boreal.Client.Id, null, LegalEntityId: other.Id), default));
        await using var db = boreal.Portal.Open();
        var code = await db.TaxCodes.SingleAsync(c => c.LegalEntityId == other.Id && c.Code == "TVA20");
        var account = await db.GlAccounts.FirstAsync(a => a.LegalEntityId == other.Id && a.Kind == GlAccountKind.Income);
        var head = new Invoice.Head(boreal.Client.Id, "Conseil", "", null, null, null, null, null, false);
        var line = new InvoiceLine.Values("Conseil", 1, "", 1000, 0, code.Id, account.Id);
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(new SaveProforma.Input(id, 0, head, [new(null, InvoiceLineSource.Text, null, null, line)]), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));

        var issued = await boreal.FindAsync(id);
        Assert.Equal((1200m, "EUR"), (issued.Total, issued.Currency));
        Assert.StartsWith("FR-F-", issued.Number, StringComparison.Ordinal);
        var entry = await db.AccountingEntries.SingleAsync(e => e.SourceId == id);
        Assert.Equal(other.Id, entry.LegalEntityId);
    }

    [Theory, EachDatabase]
    public async Task Work_OfACompanyThatIsOver_OrUnknown_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = await AddAsync(boreal);
        var quoteId = Boreal.Value(await boreal.Portal.Get<CreateQuote>().RunAsync(new CreateQuote.Input(boreal.Client.Id, LegalEntityId: other.Id), default));
        await using (var db = boreal.Portal.Open())
        {
            (await db.LegalEntities.SingleAsync(e => e.Id == other.Id)).IsActive = false;
            await db.SaveChangesAsync();
        }

        foreach (var id in new[] { other.Id, 1L })
        {
            var client = boreal.Client.Id;
            Result<long>[] refused =
            [
                await boreal.Portal.Get<CreateQuote>().RunAsync(new CreateQuote.Input(client, LegalEntityId: id), default),
                await boreal.Portal.Get<DuplicateQuote>().RunAsync(new DuplicateQuote.Input(Guid.NewGuid(), quoteId), default),
                await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(client, "Rénovation", LegalEntityId: id), default),
                await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(client, null, LegalEntityId: id), default),
                await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(client, null, null, 300, LegalEntityId: id), default),
                await boreal.Portal.Get<CreateContract>().RunAsync(new CreateContract.Input(Guid.NewGuid(), client, id, ContractBook.Head(new DateOnly(2026, 3, 1)), []), default),
            ];
            Assert.All(refused, r => Assert.Equal(("Companies.SellsNothing", "LegalEntityId"), (r.Refusal!.Code, r.Refusal.Field)));
        }
    }

    [Theory, EachDatabase]
    public async Task Hours_OfAnotherCompany_AreRefused_WhereverTheyAreSold(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = await AddAsync(boreal);
        var (client, product) = (boreal.Client.Id, await HoursOfAsync(boreal, other));

        var jobId = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(client, "Assistance", LegalEntityId: other.Id), default));
        await using var db = boreal.Portal.Open();
        var version = await db.Jobs.Where(j => j.Id == jobId).Select(j => j.Version).SingleAsync();
        var inJob = (await boreal.Portal.Get<AddJobLine>().RunAsync(new AddJobLine.Input(jobId, version, product, "Assistance", 10, "h", 90), default)).Refusal!;
        Assert.Equal(("PrepaidHours.OfUsualCompany", "ProductId", "Boréal"), (inJob.Code, inJob.Field, inJob.Args[0]));

        var quoteId = Boreal.Value(await boreal.Portal.Get<CreateQuote>().RunAsync(new CreateQuote.Input(client, jobId), default));
        var quote = await db.Quotes.AsNoTracking().Include(q => q.Lines).Include(q => q.Schedules).SingleAsync(q => q.Id == quoteId);
        var fields = QuoteDraftFields.Of(quote);
        fields.Lines.Add(new QuoteLineFields { ProductId = product, Description = "Assistance", Quantity = 10, UnitPrice = 90 });
        var inQuote = (await boreal.Portal.Get<SaveQuoteDraft>().RunAsync(new SaveQuoteDraft.Input(quoteId, quote.Version, fields), default)).Refusal!;
        Assert.Equal(("PrepaidHours.OfUsualCompany", "Lines[0].Description"), (inQuote.Code, inQuote.Field));
        Assert.False(await db.HoursPacks.AnyAsync());
    }

    [Theory, EachDatabase]
    public async Task Hours_OfACompanyThatIsNoLongerTheUsualOne_OpenNoAccount(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = await AddAsync(boreal);
        var product = await boreal.HourProductAsync();
        var quote = await boreal.SentQuoteAsync([new QuoteLine.Values(product.Id, "Assistance", 10, "h", 90, 0, boreal.TaxCode.Id, boreal.Income.Id, false)]);
        await using var db = boreal.Portal.Open();
        await db.Clients.ExecuteUpdateAsync(set => set.SetProperty(c => c.LegalEntityId, other.Id));
        var approve = new ApproveQuote.Input(quote.Id, null, [], null, "", null, "", "", "", "by phone");
        Assert.Equal("PrepaidHours.OfUsualCompany", (await boreal.Portal.Get<ApproveQuote>().RunAsync(approve, default)).Refusal!.Code);
        Assert.False(await db.HoursPacks.AnyAsync());

        await db.Clients.ExecuteUpdateAsync(set => set.SetProperty(c => c.LegalEntityId, boreal.Entity.Id));
        Assert.True((await boreal.Portal.Get<ApproveQuote>().RunAsync(approve, default)).Succeeded);
        Assert.Equal(600, (await db.HoursPacks.SingleAsync()).BalanceMinutes);
    }

    [Theory, EachDatabase]
    public async Task Payment_BeforeAnyInvoice_IsOfferedForEachCompanyWithWork_InItsCurrency(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = await AddAsync(boreal);
        async Task<IEnumerable<(long, string)>> AccountsAsync() =>
            Boreal.Value(await boreal.Portal.Get<ListOpenInvoicesOfPayer>().RunAsync(new(boreal.Client.Id), default)).Accounts.Select(a => (a.LegalEntityId, a.Currency));
        Assert.Equal([(boreal.Entity.Id, "CAD")], await AccountsAsync());

        Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Rénovation", LegalEntityId: other.Id), default));

        Assert.Equal([(boreal.Entity.Id, "CAD"), (other.Id, "EUR")], await AccountsAsync());
    }

    [Theory, EachDatabase]
    public async Task Contract_PayerIsBilledInWhatTheSellingCompanyBillsItIn(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var other = await AddAsync(boreal);
        var ofOther = await ContractBook.OtherClientAsync(boreal, c => (c.LegalEntityId, c.Currency) = (other.Id, "USD"));
        await using (var db = boreal.Portal.Open())
        {
            await db.Clients.Where(c => c.Id == boreal.Client.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Currency, "USD"));
        }

        var head = ContractBook.Head(new DateOnly(2026, 3, 1)) with { PayerId = ofOther.Id };
        var refused = await boreal.Portal.Get<CreateContract>().RunAsync(new CreateContract.Input(Guid.NewGuid(), boreal.Client.Id, null, head, []), default);
        Assert.Equal(("Contracts.PayerOtherCurrency", "PayerId", "CAD", "USD"), (refused.Refusal!.Code, refused.Refusal.Field, refused.Refusal.Args[1], refused.Refusal.Args[2]));
    }

    /// <summary>A product of a company that is sold by the hour.</summary>
    private static async Task<long> HoursOfAsync(Boreal boreal, LegalEntity entity)
    {
        await using var db = boreal.Portal.Open();
        var product = new Product
        {
            LegalEntityId = entity.Id,
            Code = "ASSIST",
            Name = new LocalText("Heures d’assistance", "Support hours"),
            UnitPrice = 90,
            Hours = new SoldHours(HoursUnit.Hour, 1, HoursOverage.Allow),
        }.IndexForSearch();
        db.Add(product);
        await db.SaveChangesAsync();
        return product.Id;
    }

    /// <summary>A company in France beside the one in Québec, which keeps a fiscal position and an account for the client.</summary>
    private static async Task<LegalEntity> AddAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var other = new LegalEntity
        {
            Name = "Boréal Lyon",
            LegalName = "Boréal Lyon",
            Address = new Address("2, rue Centrale", "", "Lyon", "", "69001", "FR"),
            Email = "lyon@boreal.example",
            LegalForm = "EI",
            Numbers = RegistrationNumbers.None with { Siren = "954330122", VatId = "FR70954330122" },
            Currency = "EUR",
            TimeZone = "Europe/Paris",
            Language = "fr-FR",
        };
        db.Add(other);
        await StandardCatalog.AddAsync(db, other, "FR-", default);
        var client = await db.Clients.SingleAsync();
        client.FiscalPositionId = await db.FiscalPositions.Where(p => p.LegalEntityId == boreal.Entity.Id).Select(p => (long?)p.Id).FirstAsync();
        client.DefaultGlAccountId = boreal.Income.Id;
        await db.SaveChangesAsync();
        return other;
    }
}
