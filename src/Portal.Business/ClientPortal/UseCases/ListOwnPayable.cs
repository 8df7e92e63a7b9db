using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>What a client can pay in one card payment: open invoices of one company, payer and currency. Of several such accounts, one is shown and the others named.</summary>
public sealed class ListOwnPayable(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentProviders providers, TimeProvider clock)
{
    /// <param name="LegalEntityId">With the other two, the account to show; what is left out may be any.</param>
    public sealed record Input(long? LegalEntityId = null, long? ClientId = null, string? Currency = null);

    public sealed record Account(long LegalEntityId, long ClientId, string Currency, string Client, string Company, decimal Amount, int Invoices);

    /// <param name="Chosen">Null: nothing is open.</param>
    /// <param name="Invoices">Those of the chosen account that fall due first, as many as one payment may be for.</param>
    public sealed record Listed(PortalCompany Company, Account? Chosen, IReadOnlyList<OwnInvoice> Invoices, bool CanPayOnline, IReadOnlyList<Account> Others);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var open = OwnInvoices.Open(db, user);
        var accounts = await open.GroupBy(i => new { i.LegalEntityId, i.BilledToId, i.Currency })
            .Select(g => new Account(
                g.Key.LegalEntityId, g.Key.BilledToId, g.Key.Currency, db.Clients.Where(c => c.Id == g.Key.BilledToId).Select(c => c.Name).FirstOrDefault() ?? "",
                db.LegalEntities.Where(e => e.Id == g.Key.LegalEntityId).Select(e => e.LegalName).FirstOrDefault() ?? "", g.Sum(i => i.Balance - i.Held), g.Count())).ToListAsync(ct);
        accounts = [.. accounts.OrderBy(a => a.Client, StringComparer.Ordinal).ThenBy(a => a.ClientId).ThenBy(a => a.LegalEntityId).ThenBy(a => a.Currency, StringComparer.Ordinal)];
        var chosen = accounts.Find(a => a.LegalEntityId == (input.LegalEntityId ?? a.LegalEntityId) && a.ClientId == (input.ClientId ?? a.ClientId) && a.Currency == (input.Currency ?? a.Currency));
        if (await PortalCompany.LoadAsync(db, chosen?.LegalEntityId, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        if (chosen is null)
        {
            return new Listed(company, null, [], false, accounts);
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == chosen.LegalEntityId, ct);
        var invoices = await OwnInvoices.Read(db, open
            .Where(i => i.LegalEntityId == chosen.LegalEntityId && i.BilledToId == chosen.ClientId && i.Currency == chosen.Currency)
            .InOrderOfDue().Take(StartOnlinePayment.MostInvoices), DueDays.On(entity.Today(clock))).ToListAsync(ct);
        return new Listed(
            company, chosen, [.. invoices.Select(i => i.ToOwn())],
            providers.Active is not null && user.Has(Permissions.PortalAct) && AccountingEntries.MissingForPayments(entity).Count == 0,
            [.. accounts.Where(a => a != chosen)]);
    }
}
