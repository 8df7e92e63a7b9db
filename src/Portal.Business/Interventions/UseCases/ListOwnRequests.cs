using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>The requests of the user's clients with their visits, newest first.</summary>
public sealed class ListOwnRequests(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Row(long Id, string Number, string Title, string Client, RequestStatus Status, DateTime CreatedAt, OwnVisit? Next);

    public sealed record Listed(PortalCompany Company, bool SeveralClients, Page<Row> Page);

    public async Task<Result<Listed>> RunAsync(PageRequest page, CancellationToken ct)
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

        var rows = await db.ServiceRequests.AsNoTracking().OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).Skip(page.Skip).Take(page.Take)
            .Select(r => new { r.Id, r.Number, r.Title, r.Status, r.CreatedAt, Client = db.Clients.Where(c => c.Id == r.ClientId).Select(c => c.Name).FirstOrDefault() }).ToListAsync(ct);
        var visits = await OwnVisit.LoadAsync(db, [.. rows.Select(r => r.Id)], clock.GetUtcNow().UtcDateTime, ct);
        return new Listed(company, user.Clients.ClientIds.Count > 1, new Page<Row>(
            [.. rows.Select(r => new Row(
                r.Id, r.Number, r.Title, r.Client ?? "", r.Status, r.CreatedAt, visits[r.Id].FirstOrDefault(v => v.IsAhead)))],
            await db.ServiceRequests.CountAsync(ct)));
    }
}
