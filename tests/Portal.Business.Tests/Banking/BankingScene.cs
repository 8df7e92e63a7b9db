using Microsoft.EntityFrameworkCore;
using Portal.Business.Banking;
using Portal.Business.Banking.Matching;
using Portal.Business.Banking.Reading;
using Portal.Business.Banking.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Banking;

/// <summary>A company in France with a bank account whose GL account is not the company's usual one.</summary>
public sealed class BankingScene : IAsyncDisposable
{
    private BankingScene(Boreal boreal, BankAccount account) => (Boreal, Account) = (boreal, account);

    public Boreal Boreal { get; }

    public BankAccount Account { get; }

    public TestPortal Portal => Boreal.Portal;

    public static async Task<BankingScene> StartAsync(DatabaseProvider provider)
    {
        var boreal = await Boreal.FranceAsync(provider);
        await using var db = boreal.Portal.Open();
        var gl = new GlAccount { LegalEntityId = boreal.Entity.Id, Number = "512100", Name = new LocalText("Banque du Rhône", "Banque du Rhône"), Kind = GlAccountKind.Bank };
        db.Add(gl);
        await db.SaveChangesAsync();
        var id = Boreal.Value(await boreal.Portal.Get<SaveBankAccount>().RunAsync(
            new(null, 0, new BankAccountFields
            {
                LegalEntityId = boreal.Entity.Id,
                Name = "Compte courant",
                Iban = Samples.Iban,
                Currency = "EUR",
                GlAccountId = gl.Id,
                JournalId = boreal.Entity.BankJournalId,
            }), default));
        return new BankingScene(boreal, await db.BankAccounts.AsNoTracking().SingleAsync(a => a.Id == id));
    }

    public async Task<Client> ClientAsync(string name)
    {
        await using var db = Portal.Open();
        var client = new Client(Boreal.Entity.Id, name, new Contact { Name = "Marie Roy", Email = "marie@client.example" })
        {
            Language = "fr-FR",
            Currency = "EUR",
            BillingAddress = Boreal.Client.BillingAddress,
        };
        db.Add(client.IndexForSearch());
        await db.SaveChangesAsync();
        return client;
    }

    /// <summary>30 % at issue, the rest after 90 days.</summary>
    public async Task<long> TwoPartsAsync()
    {
        await using var db = Portal.Open();
        var terms = new PaymentTerms { Code = "2X", Name = new LocalText("En deux fois", "In two parts"), Instalments = [new TermInstalment(30, 0), new TermInstalment(70, 90)] };
        db.Add(terms);
        await db.SaveChangesAsync();
        return terms.Id;
    }

    /// <summary>An invoice of this net.</summary>
    public async Task<Invoice> IssueAsync(Client client, decimal net, string order = "", long? terms = null)
    {
        var id = Boreal.Value(await Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(client.Id, null), default));
        var head = new Invoice.Head(client.Id, "Travaux", order, null, terms, null, null, null, false);
        Boreal.Value(await Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, 0, head, [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, Boreal.InvoiceLine("Travaux", 1, net))]), default));
        Boreal.Value(await Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        return await Boreal.FindAsync(id);
    }

    public Task<Result<StatementReport>> TryImportAsync(string text, bool dryRun = false, CsvMapping? mapping = null) =>
        Portal.Get<ImportBankStatement>().RunAsync(new(Samples.Stream(text), "releve.xml", Account.Id, mapping, dryRun), default);

    public async Task<StatementReport> ImportAsync(params string[] entries) => Boreal.Value(await TryImportAsync(Samples.Camt(entries)));

    public async Task<List<BankLine>> LinesAsync()
    {
        await using var db = Portal.Open();
        return await db.BankLines.AsNoTracking().OrderBy(l => l.BookedOn).ThenBy(l => l.Position).ThenBy(l => l.Id).ToListAsync();
    }

    public async Task<ShowBankLine.Shown> ShowAsync(BankLine line) => Boreal.Value(await Portal.Get<ShowBankLine>().RunAsync(line.Id, default));

    public Task<Result<LineConfirmation.Done>> ConfirmAsync(ShowBankLine.Shown line, Proposal proposal) =>
        Portal.Get<ConfirmBankLine>().RunAsync(new(line.Id, line.Version, proposal.PayerId, proposal.AsShares, RecordedIds: proposal.RecordedIds), default);

    public async Task<Payment> PaymentAsync(long id)
    {
        await using var db = Portal.Open();
        return await db.Payments.AsNoTracking().Include(p => p.Allocations).SingleAsync(p => p.Id == id);
    }

    public ValueTask DisposeAsync() => Boreal.DisposeAsync();
}
