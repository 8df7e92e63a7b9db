using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Receivables;

/// <summary>A statement with those it is between.</summary>
internal sealed record FoundStatement(Statement Statement, Client Client, LegalEntity Entity, IReadOnlyList<ClientAccount> Accounts);

/// <summary>Reads a statement in a few queries, whatever the account holds. Staff and the client read the same.</summary>
internal static class StatementReading
{
    public static async Task<Result<FoundStatement>> ReadAsync(PortalDbContext db, StatementWish wish, TimeProvider clock, CancellationToken ct)
    {
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == wish.ClientId, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        var accounts = await AccountsAsync(db, client, ct);
        var own = accounts.Where(a => (wish.LegalEntityId is null || a.LegalEntityId == wish.LegalEntityId) && (wish.Currency is null || a.Currency == wish.Currency)).ToList();
        if (own.Count == 0)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == own[0].LegalEntityId, ct);
        var read = await ReadAsync(db, client, entity, own[0], wish, clock, ct);
        return read.TryGet(out var statement) ? new FoundStatement(statement, client, entity, accounts) : Result<FoundStatement>.Refused(read.Refusals);
    }

    /// <summary>The client's own account first, then every other on which something was issued or received.</summary>
    public static async Task<IReadOnlyList<ClientAccount>> AccountsAsync(PortalDbContext db, Client client, CancellationToken ct)
    {
        var used = await db.Invoices.Where(i => i.BilledToId == client.Id && i.Number != null).Select(i => new { i.LegalEntityId, i.Currency })
            .Union(db.Payments.Where(p => p.ClientId == client.Id).Select(p => new { p.LegalEntityId, p.Currency })).ToListAsync(ct);
        var keys = used.Prepend(new { client.LegalEntityId, client.Currency }).Distinct().ToList();
        var entityIds = keys.Select(k => k.LegalEntityId).Distinct().ToList();
        var names = await db.LegalEntities.Where(e => entityIds.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Name, ct);
        return [.. keys.Select(k => new ClientAccount(k.LegalEntityId, names[k.LegalEntityId], k.Currency))];
    }

    private static async Task<Result<Statement>> ReadAsync(
        PortalDbContext db, Client client, LegalEntity entity, ClientAccount account, StatementWish wish, TimeProvider clock, CancellationToken ct)
    {
        var at = AsOf.Of(entity, wish.Day, clock);
        if (wish.From > at.Day)
        {
            return Refusal.Invalid("Receivables.PeriodTurned", wish.From, at.Day).On(nameof(StatementWish.From));
        }

        var open = OpenPositions.Of(db, entity.Id, at);
        IQueryable<Position> Mine(IQueryable<Position> positions) => positions.Where(p => p.ClientId == client.Id && p.Currency == account.Currency && p.Open != 0);
        var sum = await OpenPositions.Sum(Mine(open.All())).SingleOrDefaultAsync(ct);
        var invoices = await Mine(open.Invoices()).OrderBy(p => p.DueOn).ThenBy(p => p.Id).Take(Statement.Most).ToListAsync(ct);
        var payments = await Mine(open.Payments()).OrderBy(p => p.On).ThenBy(p => p.Id).Take(Statement.Most).ToListAsync(ct);
        var more = invoices.Count < Statement.Most ? 0 : await Mine(open.Invoices()).CountAsync(ct) - invoices.Count;
        var parts = await StatementParts.LoadAsync(db, [.. invoices.Where(p => p.Open > 0).Select(p => p.Id)], at.Day, ct);
        var period = wish.From is { } from ? await PeriodAsync(db, client.Id, account, from, at.Day, ct) : null;
        return period is { Rows.Count: > Statement.Most }
            ? Refusal.Invalid("Receivables.TooManyMovements", Statement.Most).On(nameof(StatementWish.From))
            : new Statement(
                client.Id, client.Name, account, at.Day, sum?.Ageing ?? Ageing.Nothing, sum?.Credit ?? 0, [.. invoices.Where(p => p.Open > 0).SelectMany(parts.ItemsOf).OrderBy(i => i.DueOn).ThenBy(i => i.Id)],
                [.. invoices.Concat(payments).Where(p => p.Open < 0).Select(StatementParts.CreditOf)], more, period, sum?.Held ?? 0);
    }

    /// <summary>Opening balance from the sums of all that came before; allocations move nothing between a client and us.</summary>
    private static async Task<StatementPeriod> PeriodAsync(
        PortalDbContext db, long clientId, ClientAccount account, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var documents = db.Invoices.Where(i =>
            i.BilledToId == clientId && i.LegalEntityId == account.LegalEntityId && i.Currency == account.Currency && i.Number != null);
        var payments = db.Payments.Where(p => p.ClientId == clientId && p.LegalEntityId == account.LegalEntityId && p.Currency == account.Currency);
        var opening = await documents.Where(i => i.IssuedOn < from).SumAsync(i => i.Kind == InvoiceKind.CreditNote ? -i.Total : i.Total, ct)
            - await payments.Where(p => p.ReceivedOn < from).SumAsync(p => p.Amount, ct)
            + await payments.Where(p => p.ReversedOn < from).SumAsync(p => p.Amount, ct)
            + await Settlements.BeforeAsync(db, clientId, account, from, ct);
        var issued = await documents.Where(i => i.IssuedOn >= from && i.IssuedOn <= to).OrderBy(i => i.IssuedOn).Take(Statement.Most + 1)
            .Select(i => new { i.Kind, i.Id, i.Number, i.IssuedOn, i.Total }).ToListAsync(ct);
        var received = await payments.Where(p => p.ReceivedOn >= from && p.ReceivedOn <= to).OrderBy(p => p.ReceivedOn).Take(Statement.Most + 1)
            .Select(p => new Movement(MovementKind.Payment, p.Id, p.Number, p.ReceivedOn, p.Amount)).ToListAsync(ct);
        var reversed = await payments.Where(p => p.ReversedOn >= from && p.ReversedOn <= to).OrderBy(p => p.ReversedOn).Take(Statement.Most + 1)
            .Select(p => new Movement(MovementKind.Reversal, p.Id, p.Number, p.ReversedOn!.Value, p.Amount)).ToListAsync(ct);
        var rows = issued
            .Select(i => i.Kind == InvoiceKind.CreditNote
                ? new Movement(MovementKind.CreditNote, i.Id, i.Number!, i.IssuedOn!.Value, -i.Total)
                : new Movement(MovementKind.Invoice, i.Id, i.Number!, i.IssuedOn!.Value, i.Total))
            .Concat(received.Select(m => m with { Amount = -m.Amount })).Concat(reversed);
        rows = rows.Concat(await Settlements.WithinAsync(db, clientId, account, from, to, ct));
        return new StatementPeriod(from, opening, [.. rows.OrderBy(r => r.On).ThenBy(r => r.Kind).ThenBy(r => r.Id)]);
    }
}
