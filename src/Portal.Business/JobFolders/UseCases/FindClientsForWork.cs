using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Active clients to start a job, a quote, an invoice or a contract for, by name or what else is known of them.</summary>
public sealed class FindClientsForWork(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="ClientId">This one only: to show the name of a client that is known already.</param>
    public sealed record Input(string Text, long? ClientId, PageRequest Page);

    /// <param name="LegalEntityId">The company of ours that usually serves it.</param>
    /// <param name="Currency">In which that company bills it.</param>
    public sealed record Found(long Id, string Name, string City, long LegalEntityId, string Currency);

    /// <summary>One that is known already; null where there is none, or it may not be seen.</summary>
    public async Task<Found?> FindAsync(long? clientId, CancellationToken ct) =>
        clientId is { } id && (await RunAsync(new Input("", id, new PageRequest(1, 1)), ct)).TryGet(out var page) && page.Rows is [var known, ..] ? known : null;

    public async Task<Result<Page<Found>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit) && !user.Has(Permissions.InterventionsEdit) && !user.Has(Permissions.QuotesEdit) && !user.Has(Permissions.InvoicesEdit)
            && !user.Has(Permissions.ContractsEdit) && !user.Has(Permissions.ContractsBill) && !user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var clients = db.Clients.AsNoTracking().Matching(c => c.SearchKey, input.Text)
            .Where(c => c.IsActive && (input.ClientId == null || c.Id == input.ClientId));
        var rows = await clients.OrderBy(c => c.Name).ThenBy(c => c.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(c => new Found(c.Id, c.Name, c.BillingAddress.City, c.LegalEntityId, c.Currency)).ToListAsync(ct);
        return new Page<Found>(rows, input.Page.Skip + rows.Count);
    }
}
