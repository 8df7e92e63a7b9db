using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Data;

namespace Portal.Business.Accounts;

internal static class UserRows
{
    /// <summary>With their roles and clients, in the same order.</summary>
    public static async Task<IReadOnlyList<UserRow>> ReadAsync(PortalDbContext db, IReadOnlyCollection<User> users, DateTimeOffset now, CancellationToken ct)
    {
        var ids = users.Select(u => u.Id).ToList();
        var roles = await db.UserRoles.Where(ur => ids.Contains(ur.UserId)).ToListAsync(ct);
        var clients = await db.ClientUsers.Where(c => ids.Contains(c.UserId))
            .Join(db.Clients, c => c.ClientId, c => c.Id, (link, client) => new { link.UserId, Client = new UserClient(client.Id, client.Name) }).ToListAsync(ct);
        return
        [
            .. users.Select(u => new UserRow(
                u.Id, u.DisplayName, u.Email!, u.Language, u.State, u.LockoutEnd > now, u.IsClientUser, u.TwoFactorEnabled, u.LastSignInAt,
                [.. roles.Where(r => r.UserId == u.Id).Select(r => r.RoleId)],
                [.. clients.Where(c => c.UserId == u.Id).Select(c => c.Client).OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase)])),
        ];
    }
}
