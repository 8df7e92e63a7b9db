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

/// <summary>A company and its one client, made as a person makes them.</summary>
internal sealed class NewCompany : IAsyncDisposable
{
    private long clientId;

    private NewCompany(TestPortal portal) => Portal = portal;

    public TestPortal Portal { get; }

    public long EntityId { get; private set; }

    public static async Task<NewCompany> StartAsync(DatabaseProvider provider, LegalEntityFields fields)
    {
        var made = new NewCompany(await TestPortal.StartAsync(provider));
        made.EntityId = Boreal.Value(await made.Portal.Get<CreateLegalEntity>().RunAsync(new(fields, ""), default));
        made.clientId = Boreal.Value(await made.Portal.Get<CreateClient>().RunAsync(
            new(
                new ClientFields
                {
                    LegalEntityId = made.EntityId,
                    Name = "Imprimerie de l’Érable",
                    Language = fields.Language,
                    Currency = fields.Currency,
                    BillingAddress = fields.Address with { Line1 = "99, chemin du Roy" },
                },
                new ContactFields { Name = "Marie Roy", Email = "marie@erable.example" },
                [],
                []),
            default));
        return made;
    }

    /// <summary>With a line of each tax code.</summary>
    public async Task<long> ProformaAsync(params string[] taxCodes)
    {
        await using var db = Portal.Open();
        var codes = await db.TaxCodes.Where(c => taxCodes.Contains(c.Code)).Select(c => c.Id).ToListAsync();
        var accountId = await db.GlAccounts.Where(a => a.Kind == GlAccountKind.Income).OrderBy(a => a.Number).Select(a => a.Id).FirstAsync();
        var id = Boreal.Value(await Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(clientId, null), default));
        Boreal.Value(await Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(
                id,
                0,
                new Invoice.Head(clientId, "Travaux", "", null, null, null, null, null, false),
                [.. codes.Select(codeId => new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, new InvoiceLine.Values("Pose", 1, "", 100m, 0, codeId, accountId)))]),
            default));
        return id;
    }

    public async Task<IEnumerable<string>> RefusedAsync(long proformaId) =>
        (await Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(proformaId), default)).Refusals.Select(r => r.Code);

    public async Task<Invoice> IssueAsync(long proformaId)
    {
        Boreal.Value(await Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(proformaId), default));
        return await FindAsync(proformaId);
    }

    public async Task<Invoice> FindAsync(long id)
    {
        await using var db = Portal.Open();
        return await db.Invoices.AsNoTracking().SingleAsync(i => i.Id == id);
    }

    public async Task<string> TextAsync(long proformaId)
    {
        var invoice = await IssueAsync(proformaId);
        return DocumentText.Flat(Boreal.Value(await Portal.Get<OpenInvoiceDocument>().RunAsync(new(invoice.Id), default)).Bytes);
    }

    public async Task<Invoice> CreditAsync(long invoiceId)
    {
        await Portal.Get<TransferToAccounting>().RunAsync(default);
        var input = new CreditInvoice.Input(invoiceId, (await FindAsync(invoiceId)).Version, null, false, "Erreur", Send: false);
        return await FindAsync(Boreal.Value(await Portal.Get<CreditInvoice>().RunAsync(input, default)).Id);
    }

    public async Task ChangeClientAsync(Action<Client> change)
    {
        await using var db = Portal.Open();
        change(await db.Clients.SingleAsync());
        await db.SaveChangesAsync();
    }

    public async Task AddTermAsync(LateTermFields fields) =>
        Boreal.Require(await Portal.Get<SaveLateTerm>().RunAsync(new(EntityId, null, 0, fields), default));

    public async Task ChangeAsync(LegalEntityFields fields)
    {
        var seen = Boreal.Value(await Portal.Get<ShowLegalEntity>().RunAsync(EntityId, default));
        Boreal.Require(await Portal.Get<ChangeLegalEntity>().RunAsync(
            new(
                EntityId,
                seen.Version,
                seen.Fields with { LegalForm = fields.LegalForm, ShareCapital = fields.ShareCapital, TradeRegister = fields.TradeRegister, Numbers = fields.Numbers }),
            default));
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
