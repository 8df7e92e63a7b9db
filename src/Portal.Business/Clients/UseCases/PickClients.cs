using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>A few active clients for a picker, and what a new document takes over from each.</summary>
public sealed class PickClients(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Ids">These first of all, whatever was typed: to show what is chosen.</param>
    public sealed record Input(string? Search, int Count = 20, long? LegalEntityId = null, IReadOnlyList<long>? Ids = null, int Skip = 0);

    public sealed record Row(
        long Id, string Name, string City, string BillingEmail, long LegalEntityId, string Language, string Currency, bool PurchaseOrderRequired);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var clients = input.Ids is { } ids
            ? db.Clients.Where(c => ids.Contains(c.Id))
            : new ClientFilter(input.Search, IsActive: true, input.LegalEntityId).Apply(db.Clients);
        return await clients.AsNoTracking()
            .OrderBy(c => c.FoldedName).ThenBy(c => c.Id)
            .Skip(Math.Max(0, input.Skip)).Take(Math.Clamp(input.Count, 1, 100))
            .Select(c => new Row(
                c.Id, c.Name, c.BillingAddress.City,
                c.Contacts.Where(m => m.Id == c.BillingManagerId).Select(m => m.Email).FirstOrDefault() ?? "",
                c.LegalEntityId, c.Language, c.Currency, c.PurchaseOrderRequired))
            .ToListAsync(ct);
    }
}
