using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Invoicing;

/// <summary>
/// What stands in the way of issuing and of sending each of some invoices, by the rules of <see cref="InvoiceIssuing"/> and of the send
/// use case, with a few queries for all of them.
/// </summary>
internal sealed class InvoiceChecks
{
    private readonly Dictionary<long, Client> clients;
    private readonly Dictionary<long, (CompanyBook Book, DateOnly Day, IReadOnlyList<Refusal> Locked)> companies = [];
    private readonly Dictionary<(long Id, string Kind), (string To, DateTime At)> onItsWay = [];

    private readonly Dictionary<long, IReadOnlyList<Refusal>> withoutDeposit = [];

    private readonly Dictionary<(long LegalEntityId, string Currency), IReadOnlyList<Refusal>> withoutRate = [];

    private readonly Dictionary<long, Address> sites = [];

    private InvoiceChecks(Dictionary<long, Client> clients) => this.clients = clients;

    /// <param name="invoices">With their lines and taxes, not tracked: what is missing depends on today's taxes, which are calculated in them.</param>
    public static async Task<InvoiceChecks> LoadAsync(
        PortalDbContext db, IReadOnlyList<Invoice> invoices, CompanyBooks books, TimeProvider clock, CancellationToken ct)
    {
        var ids = invoices.SelectMany(i => new[] { i.ClientId, i.BilledToId }).Distinct().ToList();
        var checks = new InvoiceChecks(await db.Clients.AsNoTracking().Include(c => c.Contacts).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct));
        var siteIds = invoices.Select(i => i.SiteId).OfType<long>().Distinct().ToList();
        if (siteIds.Count > 0)
        {
            foreach (var site in await db.Sites.AllClients().AsNoTracking().Where(s => siteIds.Contains(s.Id)).Select(s => new { s.Id, s.Address }).ToListAsync(ct))
            {
                checks.sites[site.Id] = site.Address;
            }
        }

        foreach (var entityId in invoices.Select(i => i.LegalEntityId).Distinct())
        {
            var book = await books.GetAsync(db, entityId, ct);
            var day = book.Entity.Today(clock);
            checks.companies[entityId] = (book, day, await PeriodLock.RefusalsAsync(db, book.Entity, day, ct));
            foreach (var currency in invoices.Where(i => i.LegalEntityId == entityId && i.IsProforma).Select(i => i.Currency).Distinct())
            {
                checks.withoutRate[(entityId, currency)] = await ExchangeRates.MissingAsync(db, book.Entity, currency, day, ct);
            }
        }

        foreach (var invoice in invoices.Where(i => i.IsProforma && (i.IsDeposit || i.Lines.Exists(l => l.DepositId != null))))
        {
            checks.withoutDeposit[invoice.Id] = await DepositRoom.WhyNotAsync(db, invoice, ct) is { } above ? [above] : await DepositDeductions.NameAsync(db, invoice, ct);
        }

        var about = invoices.Select(i => i.Id).ToList();
        var waiting = await db.OutgoingMessages.AsNoTracking()
            .Where(m => m.AboutType == nameof(Invoice) && m.AboutId != null && about.Contains(m.AboutId.Value)
                && (m.State == MessageState.Queued || m.State == MessageState.Sending))
            .OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id)
            .Select(m => new { Id = m.AboutId!.Value, m.Kind, m.Recipients, m.NextAttemptAt }).ToListAsync(ct);
        foreach (var message in waiting)
        {
            var to = string.Join(", ", message.Recipients.Where(r => r.State == RecipientState.Pending).Select(r => r.Address));
            checks.onItsWay.TryAdd((message.Id, message.Kind), (to, message.NextAttemptAt));
        }

        return checks;
    }

    /// <summary>Everything that is missing to issue it today.</summary>
    public IReadOnlyList<Refusal> MissingToIssue(Invoice invoice)
    {
        var (book, day, locked) = companies[invoice.LegalEntityId];
        return InvoiceIssuing.Missing(
            invoice, clients[invoice.ClientId], clients[invoice.BilledToId], book, day, withoutDeposit.GetValueOrDefault(invoice.Id) ?? [],
            [.. locked, .. withoutRate.GetValueOrDefault((invoice.LegalEntityId, invoice.Currency)) ?? []]);
    }

    /// <summary>What a person should look at before it is issued. Call it after <see cref="MissingToIssue"/>, which calculates its taxes.</summary>
    public IReadOnlyList<Refusal> Doubts(Invoice invoice) => IssuingDoubts.Of(
        invoice, clients[invoice.ClientId], companies[invoice.LegalEntityId].Book.Entity, invoice.SiteId is { } site ? sites.GetValueOrDefault(site) : null);

    /// <summary>The day that an instant was for its company.</summary>
    public DateOnly DayOf(Invoice invoice, DateTime at) => companies[invoice.LegalEntityId].Book.Entity.DayOf(at);

    /// <summary>Null where its client has somebody to send to.</summary>
    public Refusal? NobodyToSendTo(Invoice invoice)
    {
        var payer = clients[invoice.BilledToId];
        return InvoiceRecipients.Of(payer).IsEmpty ? Refusal.NotNow("Invoicing.NobodyToSendTo", payer.Name) : null;
    }

    /// <summary>Null where no message with the document as it is now waits to be sent.</summary>
    public Refusal? IsOnItsWay(Invoice invoice)
    {
        if (!onItsWay.TryGetValue((invoice.Id, InvoiceMail.KindOf(invoice)), out var message))
        {
            return null;
        }

        return Refusal.NotNow("Batches.OnItsWay", message.To, Formats.Current.DateTime(companies[invoice.LegalEntityId].Book.Entity.Local(message.At)));
    }
}
