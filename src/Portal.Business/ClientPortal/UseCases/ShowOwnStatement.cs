using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Receivables;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>What the user's clients owe today, by age, and what stands to their credit: each account by itself.</summary>
public sealed class ShowOwnStatement(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    private const int MostClients = 20;

    /// <param name="Invoices">Those with something open.</param>
    public sealed record Account(
        long ClientId, string Client, long LegalEntityId, string LegalEntity, string Currency, DateOnly Day, IReadOnlyList<OwnInvoice> Invoices, Ageing Ageing, decimal Credit)
    {
        public decimal Balance => Ageing.Total - Credit;
    }

    /// <param name="Left">Clients of the user with something open that are not among the first shown.</param>
    public sealed record Shown(PortalCompany Company, DateOnly AsOf, IReadOnlyList<Account> Accounts, int Left);

    public async Task<Result<Shown>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await PortalCompany.LoadAsync(db, null, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var today = (await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == company.Id, ct)).Today(clock);
        var accounts = new List<Account>();
        var open = db.Clients.AsNoTracking().Where(c => db.Invoices.Any(i => i.BilledToId == c.Id && i.Balance != 0) || db.Payments.Any(p => p.ClientId == c.Id && p.Unallocated != 0));
        foreach (var client in await open.OrderBy(c => c.Name).ThenBy(c => c.Id).Take(MostClients).ToListAsync(ct))
        {
            foreach (var account in await StatementReading.AccountsAsync(db, client, ct))
            {
                var read = await StatementReading.ReadAsync(db, new StatementWish(client.Id, account.LegalEntityId, account.Currency), clock, ct);
                if (read.TryGet(out var found) && found.Statement is { } s && (s.Ageing.Total > 0 || s.Credit > 0))
                {
                    accounts.Add(new Account(
                        client.Id, client.Name, account.LegalEntityId, account.LegalEntity, account.Currency, s.Day, await InvoicesAsync(db, s, ct), s.Ageing, s.Credit));
                }
            }
        }

        return new Shown(company, today, accounts, Math.Max(0, await open.CountAsync(ct) - MostClients));
    }

    private static async Task<IReadOnlyList<OwnInvoice>> InvoicesAsync(PortalDbContext db, Statement statement, CancellationToken ct)
    {
        var ids = statement.Items.Select(i => i.Id).ToList();
        return (await OwnInvoices.Read(db, db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id)).InOrderOfDue(), DueDays.On(statement.Day)).ToListAsync(ct))
            .ConvertAll(i => i.ToOwn());
    }
}
