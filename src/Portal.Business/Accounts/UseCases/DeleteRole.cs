using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>Deletes a role that nobody has.</summary>
public sealed class DeleteRole(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, UserAccessCache cache, ILogger<DeleteRole> log)
{
    public async Task<Result> RunAsync(long roleId, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Roles.SingleOrDefaultAsync(r => r.Id == roleId, ct) is not { } role)
        {
            return Refusal.NotFound;
        }

        if (role.IsAdministrator)
        {
            return AccountsRefusals.AdministratorRole;
        }

        if (await db.UserRoles.CountAsync(ur => ur.RoleId == roleId, ct) is > 0 and var users)
        {
            return Refusal.NotNow("Accounts.RoleInUse", users);
        }

        db.Roles.Remove(role);
        var saved = await db.TrySaveAsync(ct);
        cache.ForgetAll();
        log.RoleChanged(roleId, "deleted");
        return saved;
    }
}
