using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Tests.Support;

/// <summary>A portal with one company and one client, ready to sell: the arrangement that most tests start from.</summary>
public sealed class Boreal : IAsyncDisposable
{
    private Boreal(TestPortal portal, LegalEntity entity, Client client, TaxCode taxCode, GlAccount income)
    {
        Portal = portal;
        Entity = entity;
        Client = client;
        TaxCode = taxCode;
        Income = income;
    }

    public TestPortal Portal { get; }

    public LegalEntity Entity { get; }

    public Client Client { get; }

    public TaxCode TaxCode { get; }

    public GlAccount Income { get; }

    /// <summary>A company in Québec (GST + QST), its client with a billing manager and two contacts in copy.</summary>
    public static Task<Boreal> QuebecAsync(DatabaseProvider provider) => StartAsync(provider, "QC", "TPS+TVQ");

    /// <summary>The same in France (VAT 20 %).</summary>
    public static Task<Boreal> FranceAsync(DatabaseProvider provider) => StartAsync(provider, "FR", "TVA20");

    public static async Task<Boreal> StartAsync(DatabaseProvider provider, string place, string taxCode, Action<IServiceCollection>? more = null)
    {
        var portal = await TestPortal.StartAsync(provider, more);
        await using var db = portal.Open();
        var french = place == "FR";
        var entity = new LegalEntity
        {
            Name = "Boréal",
            LegalName = "Boréal",
            Address = french ? new Address("1, rue Centrale", "", "Lyon", "", "69001", "FR") : new Address("1, rue Centrale", "", "Montréal", "QC", "H2X 1Y4", "CA"),
            Email = "facturation@boreal.example",
            LegalForm = french ? "EI" : "",
            Numbers = french
                ? RegistrationNumbers.None with { Siren = "954330122", VatId = "FR70954330122" }
                : RegistrationNumbers.None with { Gst = "840376552RT0001", Qst = "1097402358TQ0001" },
            Currency = french ? "EUR" : "CAD",
            TimeZone = french ? "Europe/Paris" : "America/Montreal",
            Language = french ? "fr-FR" : "fr-CA",
        };
        db.Add(entity);
        await StandardCatalog.AddAsync(db, entity, french ? "FR-" : "", default);
        await db.SaveChangesAsync();
        var client = new Client(entity.Id, "Imprimerie de l’Érable", new Contact { Name = "Marie Roy", Email = "marie@erable.example" })
        {
            Language = entity.Language,
            Currency = entity.Currency,
            BillingAddress = entity.Address with { Line1 = "99, chemin du Roy" },
        };
        client.Contacts.Add(new Contact { ClientId = client.Id, Name = "Jean Côté", Email = "jean@erable.example", InvoicesByEmail = true });
        client.Contacts.Add(new Contact { ClientId = client.Id, Name = "Ève Lavoie", Email = "eve@erable.example", InvoicesByEmail = true });
        db.Add(client.IndexForSearch());
        await db.SaveChangesAsync();
        return new Boreal(
            portal, entity, client,
            await db.TaxCodes.SingleAsync(c => c.LegalEntityId == entity.Id && c.Code == taxCode),
            await db.GlAccounts.FirstAsync(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income));
    }

    public QuoteLine.Values QuoteLine(string description, decimal quantity, decimal price, bool optional = false) =>
        new(null, description, quantity, "", price, 0, TaxCode.Id, Income.Id, optional);

    public InvoiceLine.Values InvoiceLine(string description, decimal quantity, decimal price) =>
        new(description, quantity, "", price, 0, TaxCode.Id, Income.Id);

    /// <summary>A quote that was sent, in a job of its own.</summary>
    public async Task<Quote> SentQuoteAsync(IReadOnlyList<QuoteLine.Values> lines, params IReadOnlyList<ScheduleStage> stages)
    {
        await using var db = Portal.Open();
        var now = Portal.Clock.GetUtcNow().UtcDateTime;
        var today = Entity.DayOf(now);
        var (jobNumber, quoteNumber) = await TakeNumbersAsync(db, today);
        var job = new Job(Entity.Id, Client.Id, jobNumber, "Travaux", Entity.Currency, now);
        var quote = new Quote(Entity.Id, Client.Id, job.Id, quoteNumber, Client.Language, Entity.Currency, today, today.AddDays(30));
        Require(quote.ReplaceLines([.. lines.Select(values =>
        {
            var line = new QuoteLine();
            Require(line.Set(values));
            return line;
        })]));
        if (stages.Count > 0)
        {
            Require(quote.OfferSchedules([new PaymentSchedule("", stages)]));
        }

        await DeliveredLines.MarkAsync(db, quote.Lines, default);
        quote.Calculate(await TaxTable.LoadAsync(db, Entity.Id, default));
        Require(quote.Send(now, today));
        db.AddRange(job, quote);
        await db.SaveChangesAsync();
        return quote;
    }

    /// <summary>A proforma with these lines, not issued yet.</summary>
    public async Task<long> ProformaAsync(params IReadOnlyList<InvoiceLine.Values> lines)
    {
        var id = Value(await Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(Client.Id, null), default));
        var head = new Invoice.Head(Client.Id, "Travaux", "", null, null, null, null, null, false);
        Value(await Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, 0, head, [.. lines.Select(v => new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, v))]), default));
        return id;
    }

    public async Task<Invoice> IssuedAsync(params IReadOnlyList<InvoiceLine.Values> lines)
    {
        var id = await ProformaAsync(lines);
        Value(await Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        return await FindAsync(id);
    }

    public async Task<Invoice> FindAsync(long invoiceId)
    {
        await using var db = Portal.Open();
        return await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).Include(i => i.Instalments).SingleAsync(i => i.Id == invoiceId);
    }

    public static T Value<T>(Result<T> result) =>
        result.Succeeded ? result.Value : throw new InvalidOperationException(string.Join("; ", result.Refusals.Select(r => $"{r.Code} {r.Field} {string.Join(",", r.Args)}")));

    public static void Require(Result result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join("; ", result.Refusals.Select(r => r.Code)));
        }
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();

    private async Task<(string Job, string Quote)> TakeNumbersAsync(PortalDbContext db, DateOnly today)
    {
        await using var transaction = await db.BeginWriteAsync(default);
        var job = Value(await db.TakeNumberAsync(Entity.Id, NumberedDocument.Job, today, default));
        var quote = Value(await db.TakeNumberAsync(Entity.Id, NumberedDocument.Quote, today, default));
        await transaction.CommitAsync(default);
        return (job, quote);
    }
}
