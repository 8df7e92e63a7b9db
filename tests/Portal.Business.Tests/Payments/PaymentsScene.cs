using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Accounting;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>A portal with the demonstration companies, issued invoices on request, and the practice provider.</summary>
public sealed class PaymentsScene : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("portal-payments-");
    private readonly TestPortal portal;

    private PaymentsScene(DatabaseOptions? _, TestPortal portal) => this.portal = portal;

    public long QuebecId { get; private set; }

    public TestPortal Portal => portal;

    public TestClock Clock => portal.Clock;

    /// <summary>Where journal files go.</summary>
    public string Journals => Path.Combine(folder.FullName, "accounting");

    public ICurrentUser User
    {
        get => portal.User;
        set => portal.User = value;
    }

    public static async Task<PaymentsScene> StartAsync(DatabaseProvider provider, Action<IServiceCollection>? more = null)
    {
        PaymentsScene? scene = null;
        var portal = await TestPortal.StartAsync(provider, services =>
        {
            services.PostConfigure<PaymentsOptions>(o =>
            {
                o.Provider = OnlineProvider.Practice;
                o.PracticeFolder = Path.Combine(scene!.folder.FullName, "practice");
            });
            services.PostConfigure<AccountingOptions>(o => o.Folder = scene!.Journals);
            more?.Invoke(services);
        });
        scene = new PaymentsScene(null, portal);
        await using var db = portal.Open();
        await DemoCompanies.RunAsync(db, portal.Clock, default);
        scene.QuebecId = await db.LegalEntities.Where(e => e.Name == DemoCompanies.Quebec).Select(e => e.Id).SingleAsync();
        return scene;
    }

    public PortalDbContext Open() => portal.Open();

    public T Get<T>()
        where T : notnull => portal.Get<T>();

    /// <summary>The clients of the company in Québec, by name.</summary>
    public async Task<List<Client>> ClientsAsync()
    {
        await using var db = Open();
        return await db.Clients.AsNoTracking().Include(c => c.Contacts).Where(c => c.LegalEntityId == QuebecId).OrderBy(c => c.Name).ToListAsync();
    }

    /// <summary>An invoice of lines with GST and QST, issued today.</summary>
    public async Task<Invoice> IssueAsync(Client client, params decimal[] nets)
    {
        await using var db = Open();
        await using var transaction = await db.BeginWriteAsync(default);
        var now = Clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == client.LegalEntityId);
        var taxes = await TaxTable.LoadAsync(db, entity.Id, default);
        var tax = await db.TaxCodes.Where(c => c.LegalEntityId == entity.Id && c.Components.Count > 0).OrderByDescending(c => c.Components.Count).ThenBy(c => c.Code)
            .FirstAsync();
        var account = await db.GlAccounts.FirstAsync(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income);
        var job = new Job(entity.Id, client.Id, (await db.TakeNumberAsync(entity.Id, NumberedDocument.Job, entity.Today(Clock), default)).Value, "Test", "CAD", now);
        db.Jobs.Add(job);
        var invoice = new Invoice(InvoiceKind.Invoice, entity.Id, client.Id, client.Id, client.Language, entity.Currency, now);
        invoice.BelongTo(job.Id);
        foreach (var net in nets)
        {
            var line = new InvoiceLine { InvoiceId = invoice.Id };
            Assert.True(line.Set(new InvoiceLine.Values("Travail", 1, "", net, 0, tax.Id, account.Id)).Succeeded);
            Assert.True(invoice.AddLine(line).Succeeded);
        }

        invoice.Calculate(taxes, entity.Today(Clock));
        Assert.Empty(AccountingEntries.MissingFor(invoice, entity));
        var number = await db.TakeNumberAsync(entity.Id, NumberedDocument.Invoice, entity.Today(Clock), default);
        invoice.Issue(number.Value, entity.Today(Clock), now, InvoiceParties.Of(entity, client, client), taxes, null);
        db.Invoices.Add(invoice);
        AccountingEntries.AddForInvoice(db, invoice, entity);
        await db.SaveChangesAsync();
        await transaction.CommitAsync(default);
        return invoice;
    }

    public async Task<Invoice> ReadAsync(Invoice invoice)
    {
        await using var db = Open();
        return await db.Invoices.AsNoTracking().SingleAsync(i => i.Id == invoice.Id);
    }

    public async Task<Payment> ReadPaymentAsync(long id)
    {
        await using var db = Open();
        return await db.Payments.AsNoTracking().Include(p => p.Allocations).SingleAsync(p => p.Id == id);
    }

    public RecordPayment.Input Cheque(Client payer, decimal amount, params Share[] shares) => new(
        Guid.NewGuid(), QuebecId, payer.Id, PaymentMethod.Cheque, amount, "CAD", DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime), "1042", "", shares);

    public async Task<RecordPayment.Recorded> RecordAsync(RecordPayment.Input input)
    {
        var result = await Get<RecordPayment>().RunAsync(input, default);
        Assert.True(result.Succeeded, string.Join(", ", result.Refusals.Select(r => r.Code)));
        return result.Value;
    }

    /// <summary>The client opens the card page.</summary>
    public async Task<PracticeCheckout> CheckoutAsync(Invoice invoice)
    {
        var before = User;
        User = TestUser.OfClients(invoice.BilledToId);
        var url = (await Get<StartOnlinePayment>().RunAsync(new([invoice.Id]), default)).Value;
        User = before;
        return (await Get<PracticeDesk>().FindAsync(url[(url.LastIndexOf('/') + 1)..], default))!;
    }

    public async Task<PracticeCheckout> SettleAsync(PracticeCheckout checkout, CheckoutOutcome outcome = CheckoutOutcome.Succeeded) =>
        (await Get<PracticeDesk>().SettleAsync(checkout.Reference, outcome, TimeSpan.Zero, default))!;

    /// <summary>The provider's message, signed; once or in another form for the test.</summary>
    public Task<Result> WebhookAsync(PracticeCheckout checkout, string? signature = null) => WebhookAsync(PracticeProvider.Notice(checkout), signature);

    public Task<Result> WebhookAsync(byte[] body, string? signature = null)
    {
        signature ??= WebhookSignature.Sign(body, Get<PracticeDesk>().Secret, Clock.GetUtcNow());
        return Get<ReceiveProviderNotice>().RunAsync(
            new(PracticeProvider.ProviderName, name => name == PracticeProvider.Header ? signature : null, body), default);
    }

    public async Task<OnlinePayment> OnlineAsync(PracticeCheckout checkout)
    {
        await using var db = Open();
        return await db.OnlinePayments.AsNoTracking().SingleAsync(p => p.Id == checkout.OnlinePaymentId);
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
