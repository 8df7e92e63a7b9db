using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>The tickets of the user's clients, the newest first.</summary>
public sealed class ListOwnTickets(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Row(long Id, string Number, string Title, string Client, TicketStatus Status, DateTime ChangedAt);

    public sealed record Listed(PortalCompany Company, IReadOnlyList<(long Id, string Name)> Clients, Page<Row> Page);

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

        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive).OrderBy(c => c.Name).Select(c => new { c.Id, c.Name }).ToListAsync(ct);
        var rows = await db.Tickets.AsNoTracking().OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id).Skip(page.Skip).Take(page.Take)
            .Select(t => new Row(t.Id, t.Number, t.Title, db.Clients.Where(c => c.Id == t.ClientId).Select(c => c.Name).First(), t.Status, t.ChangedAt)).ToListAsync(ct);
        return new Listed(company, [.. clients.Select(c => (c.Id, c.Name))], new Page<Row>(rows, await db.Tickets.CountAsync(ct)));
    }
}
