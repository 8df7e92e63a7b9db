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
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Contracts.Billing;
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
        var depositId = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(client, null, null, 300, LegalEntityId: other.Id), default));
        var choices = Boreal.Value(await boreal.Portal.Get<ShowContractChoices>().RunAsync(new ShowContractChoices.Input(client, other.Id), default));
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
        await using (var db = boreal.Portal.Open())
        {
            (await db.LegalEntities.SingleAsync(e => e.Id == other.Id)).IsActive = false;
            await db.SaveChangesAsync();
        }

        foreach (var id in new[] { other.Id, 1L })
        {
            var client = boreal.Client.Id;
            Assert.False((await boreal.Portal.Get<CreateQuote>().RunAsync(new CreateQuote.Input(client, LegalEntityId: id), default)).Succeeded);
            Assert.False((await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(client, "Rénovation", LegalEntityId: id), default)).Succeeded);
            Assert.False((await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(client, null, LegalEntityId: id), default)).Succeeded);
            Assert.False((await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(client, null, null, 300, LegalEntityId: id), default)).Succeeded);
            Assert.False((await boreal.Portal.Get<CreateContract>().RunAsync(
                new CreateContract.Input(Guid.NewGuid(), client, id, ContractBook.Head(new DateOnly(2026, 3, 1)), []), default)).Succeeded);
        }
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
