using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Contracts of the user's clients, those that run first, after what waits for an answer. Other drafts and cancelled ones are the company's own affair.</summary>
public sealed class ListOwnContracts(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="IsWaiting">It, or an amendment of it, was sent to be approved, and is not answered.</param>
    public sealed record Row(long Id, string Reference, string Title, string Client, ContractStatus Status, DateOnly StartsOn, DateOnly? NextInvoiceOn, bool IsWaiting);

    public sealed record Listed(PortalCompany Company, bool SeveralClients, Page<Row> Page);

    public async Task<Result<Listed>> RunAsync(PageRequest page, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await PortalCompany.LoadAsync(db, null, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var waiting = WaitingContracts.Of(db).Select(c => c.Id);
        var contracts = db.Contracts.AsNoTracking()
            .Where(c => (c.Status != ContractStatus.Draft && c.Status != ContractStatus.Cancelled) || waiting.Contains(c.Id));
        var rows = await contracts.OrderBy(c => waiting.Contains(c.Id) ? 0 : c.Status == ContractStatus.Ended ? 2 : 1).ThenByDescending(c => c.StartsOn).ThenByDescending(c => c.Id)
            .Skip(page.Skip).Take(page.Take)
            .Select(c => new Row(
                c.Id, c.Reference, c.Title, db.Clients.Where(x => x.Id == c.ClientId).Select(x => x.Name).FirstOrDefault() ?? "", c.Status, c.StartsOn, c.NextInvoiceOn, waiting.Contains(c.Id)))
            .ToListAsync(ct);
        return new Listed(company, user.Clients.ClientIds.Count > 1, new Page<Row>(rows, await contracts.CountAsync(ct)));
    }
}
