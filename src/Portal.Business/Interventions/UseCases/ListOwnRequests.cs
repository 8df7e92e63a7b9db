using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>The requests of the user's clients with their visits, newest first.</summary>
public sealed class ListOwnRequests(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="WantedFrom">With <paramref name="WantedTo"/>: when it is wanted; the visits of a contract have the same title, and differ in this.</param>
    public sealed record Row(
        long Id, string Number, string Title, string Client, RequestStatus Status, DateTime CreatedAt, DateOnly? WantedFrom, DateOnly? WantedTo, OwnVisit? Next);

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
            .Select(r => new { r.Id, r.Number, r.Title, r.Status, r.CreatedAt, r.WantedFrom, r.WantedTo, Client = db.Clients.Where(c => c.Id == r.ClientId).Select(c => c.Name).FirstOrDefault() }).ToListAsync(ct);
        var visits = await OwnVisit.LoadAsync(db, [.. rows.Select(r => r.Id)], clock.GetUtcNow().UtcDateTime, ct);
        return new Listed(company, user.Clients.ClientIds.Count > 1, new Page<Row>(
            [.. rows.Select(r => new Row(
                r.Id, r.Number, r.Title, r.Client ?? "", r.Status, r.CreatedAt, r.WantedFrom, r.WantedTo, visits[r.Id].FirstOrDefault(v => v.IsAhead)))],
            await db.ServiceRequests.CountAsync(ct)));
    }
}
