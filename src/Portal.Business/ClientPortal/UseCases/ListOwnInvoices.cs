using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>All invoices, credit notes and announced invoices of the user's clients, newest first.</summary>
public sealed class ListOwnInvoices(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(PageRequest Page, bool OnlyOpen = false);

    public sealed record Listed(PortalCompany Company, bool SeveralClients, Page<OwnInvoice> Page);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
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

        var days = await DueDays.LoadAsync(db, clock, ct);
        var invoices = db.Invoices.AsNoTracking().Where(i => !input.OnlyOpen || i.Balance > 0);
        var rows = await OwnInvoices.Read(
            db, invoices.OrderByDescending(i => i.Day).ThenByDescending(i => i.Id).Skip(input.Page.Skip).Take(input.Page.Take), days).ToListAsync(ct);
        return new Listed(
            company, user.Clients.ClientIds.Count > 1, new Page<OwnInvoice>([.. rows.Select(i => i.ToOwn())], await invoices.CountAsync(ct)));
    }
}
