using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Reminders;
using Portal.Business.Reminders.Scheduled;
using Portal.Business.Reminders.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Reminders;

/// <summary>A company whose clients are late, and a mail server that takes everything.</summary>
public sealed class RemindersScene : IAsyncDisposable
{
    private RemindersScene(Boreal boreal) => Boreal = boreal;

    public Boreal Boreal { get; }

    public TestPortal Portal => Boreal.Portal;

    public DateOnly Today => Boreal.Entity.Today(Portal.Clock);

    /// <summary>Reminds after 7, 14 and 15 days, automatically, where a test says nothing else.</summary>
    public static async Task<RemindersScene> StartAsync(DatabaseProvider provider, bool france = true, ReminderMode mode = ReminderMode.Automatic, Steps? steps = null)
    {
        var boreal = await Boreal.StartAsync(provider, france ? "FR" : "QC", france ? "TVA20" : "TPS+TVQ", services =>
        {
            services.AddSingleton<IMailTransport, Accepting>();
            if (steps is not null)
            {
                services.AddSingleton(steps);
            }
        });
        var scene = new RemindersScene(boreal);
        await scene.PlanAsync(fields => fields.Mode = mode);
        return scene;
    }

    public async Task PlanAsync(Action<ReminderPlanFields> change)
    {
        var shown = Boreal.Value(await Portal.Get<ShowReminderSettings>().RunAsync(new(Boreal.Entity.Id), default));
        change(shown.Fields);
        Boreal.Value(await Portal.Get<SaveReminderPlan>().RunAsync(new(Boreal.Entity.Id, shown.Version, shown.Fields), default));
    }

    public async Task<Client> NewClientAsync(string name, string? email = "marie@client.example", ClientKind kind = ClientKind.Company)
    {
        await using var db = Portal.Open();
        var net30 = await db.PaymentTerms.SingleAsync(t => t.Code == "NET30");
        var client = new Client(Boreal.Entity.Id, name, new Contact { Name = "Marie Roy", Email = email ?? "" })
        {
            Kind = kind,
            Language = Boreal.Entity.Language,
            Currency = Boreal.Entity.Currency,
            BillingAddress = Boreal.Client.BillingAddress,
            PaymentTermsId = net30.Id,
        };
        client.Contacts.Add(new Contact { ClientId = client.Id, Name = "Jean Côté", Email = "jean@client.example", InvoicesByEmail = true });
        db.Add(client.IndexForSearch());
        await db.SaveChangesAsync();
        return client;
    }

    public void Wait(int days) => Portal.Clock.Advance(TimeSpan.FromDays(days));

    /// <summary>Issued and sent today, due in thirty days.</summary>
    public async Task<Invoice> IssueAsync(Client client, decimal net = 1000m, bool sent = true, decimal retention = 0m)
    {
        var id = Boreal.Value(await Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(client.Id, null), default));
        var head = new Invoice.Head(client.Id, "Travaux", "", null, client.PaymentTermsId, null, null, null, false, RetentionPercent: retention);
        Boreal.Value(await Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, 0, head, [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, Boreal.InvoiceLine("Travaux", 1, net))]), default));
        Boreal.Value(await Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        if (sent)
        {
            await using var db = Portal.Open();
            (await db.Invoices.SingleAsync(i => i.Id == id)).MarkSent(Portal.Clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync();
        }

        return await Boreal.FindAsync(id);
    }

    public async Task PayAsync(Client client, Invoice invoice, decimal amount) =>
        Boreal.Value(await Portal.Get<RecordPayment>().RunAsync(
            new RecordPayment.Input(
                Guid.NewGuid(), Boreal.Entity.Id, client.Id, PaymentMethod.Transfer, amount, Boreal.Entity.Currency, Today, "", "", [new Share(invoice.Id, amount)], SendReceipt: false),
            default));

    public async Task<SendReminders.Outcome> RunAsync() => Boreal.Value(await Portal.Get<SendReminders>().RunAsync(new SendReminders.Input(), default));

    /// <summary>The mail server takes what waits.</summary>
    public async Task DeliverAsync()
    {
        var before = Portal.User;
        Portal.User = SystemUser.Instance;
        Boreal.Value(await Portal.Get<SendOutbox>().RunAsync(default));
        Portal.User = before;
    }

    public async Task<List<Reminder>> RemindersAsync(long? invoiceId = null)
    {
        await using var db = Portal.Open();
        return await db.Reminders.AsNoTracking().Include(r => r.Notice).Where(r => invoiceId == null || r.InvoiceId == invoiceId).OrderBy(r => r.Level).ThenBy(r => r.Id).ToListAsync();
    }

    public async Task<List<OutgoingMessage>> MessagesAsync()
    {
        await using var db = Portal.Open();
        return await db.OutgoingMessages.AsNoTracking().Where(m => m.Kind.StartsWith("reminder.")).OrderBy(m => m.Id).ToListAsync();
    }

    public async Task<IReadOnlyList<ListDueReminders.Row>> DueAsync() =>
        Boreal.Value(await Portal.Get<ListDueReminders>().RunAsync(new ListDueReminders.Input(new PageRequest()), default)).Page.Rows;

    public ValueTask DisposeAsync() => Boreal.DisposeAsync();

    private sealed class Accepting : IMailTransport
    {
        public Task<MailOutcome> SendAsync(MailEnvelope envelope, CancellationToken ct) => Task.FromResult(MailOutcome.Accepted("250 OK"));
    }
}
