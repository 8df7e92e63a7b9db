using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Payments.UseCases;

/// <summary>What a client still owes without what is held back, oldest due first, and their credit: to record or allocate a payment.</summary>
public sealed class ListOpenInvoicesOfPayer(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    private const int Most = 500;

    /// <param name="ClientId">The payer; null takes the one that <paramref name="InvoiceId"/> is billed to.</param>
    public sealed record Input(long? ClientId, long? InvoiceId = null);

    /// <param name="DueOn">Of the oldest instalment that is open.</param>
    public sealed record Row(
        long Id, string Number, long LegalEntityId, string Title, DateOnly IssuedOn, DateOnly DueOn, decimal Total, decimal Balance, string Currency, bool IsOverdue);

    /// <summary>A legal entity and a currency that the client has to do with: the one that serves them, in theirs, those they owe, and those with work of theirs. Of companies that are not active any more, only those they owe.</summary>
    /// <param name="BookCurrency">Of the company's books.</param>
    /// <param name="WriteOffLimit">Up to how much of an invoice's rest the person may give up.</param>
    public sealed record Account(long LegalEntityId, string Name, string Currency, string BookCurrency, DateOnly Today, decimal WriteOffLimit);

    /// <summary>What is left of the client's payments.</summary>
    public sealed record Credit(string Currency, decimal Amount);

    public sealed record Listed(long ClientId, string Payer, IReadOnlyList<Account> Accounts, IReadOnlyList<Row> Invoices, IReadOnlyList<Credit> Credits);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var clientId = input.ClientId ?? await db.Invoices.Where(i => i.Id == input.InvoiceId).Select(i => i.BilledToId).SingleOrDefaultAsync(ct);
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == clientId, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        var days = await DueDays.LoadAsync(db, clock, ct);
        var open = await db.Invoices.WhereOpen().Where(i => i.BilledToId == clientId)
            .OrderBy(InvoiceDue.Next).ThenBy(i => i.Id).Take(Most)
            .Select(Rules.Over<Invoice, Row>(
                (Invoice i, DateOnly? dueOn, bool isOverdue) => new Row(
                    i.Id, i.Number!, i.LegalEntityId, i.Title, i.IssuedOn!.Value, dueOn!.Value, i.Total, i.Balance - i.Held, i.Currency, isOverdue),
                InvoiceDue.Next, days.IsOverdue)).ToListAsync(ct);
        var entityIds = (await SellersAsync(db, clientId, ct)).Append(client.LegalEntityId).Distinct().ToList();
        var owed = open.Select(i => i.LegalEntityId).Distinct().ToList();
        var entities = await db.LegalEntities.AsNoTracking().Where(e => entityIds.Contains(e.Id) && (e.IsActive || owed.Contains(e.Id))).OrderBy(e => e.Name).ToListAsync(ct);
        var today = entities.ToDictionary(e => e.Id, e => e.Today(clock));
        var rules = user.Has(Permissions.PaymentsWriteOff)
            ? await db.WriteOffRules.AsNoTracking().Where(r => entityIds.Contains(r.LegalEntityId)).ToDictionaryAsync(r => r.LegalEntityId, ct)
            : [];
        var credits = await db.Payments.Where(p => p.ClientId == clientId && p.Unallocated > 0).GroupBy(p => p.Currency)
            .Select(g => new Credit(g.Key, g.Sum(p => p.Unallocated))).ToListAsync(ct);
        return new Listed(
            clientId,
            client.Name,
            [
                .. from entity in entities
                   from currency in open.Where(i => i.LegalEntityId == entity.Id).Select(i => i.Currency).Append(client.CurrencyWith(entity)).Distinct()
                   orderby (entity.Id, currency) == (client.LegalEntityId, client.Currency) descending, entity.Id == client.LegalEntityId descending
                   select new Account(entity.Id, entity.Name, currency, entity.Currency, today[entity.Id], rules.GetValueOrDefault(entity.Id)?.LimitOf(currency) ?? 0),
            ],
            open,
            credits);
    }

    /// <summary>Who has sold them something or may: a payment before the invoice belongs in the books of who will make it.</summary>
    private static Task<List<long>> SellersAsync(PortalDbContext db, long clientId, CancellationToken ct) =>
        db.Invoices.Where(i => i.BilledToId == clientId || i.ClientId == clientId).Select(i => i.LegalEntityId)
            .Union(db.Jobs.Where(j => j.ClientId == clientId).Select(j => j.LegalEntityId))
            .Union(db.Quotes.Where(q => q.ClientId == clientId).Select(q => q.LegalEntityId))
            .Union(db.Contracts.Where(c => c.ClientId == clientId || c.PayerId == clientId).Select(c => c.LegalEntityId))
            .ToListAsync(ct);
}
