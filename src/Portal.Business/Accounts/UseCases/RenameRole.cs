using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record RenameRoleInput(long RoleId, string? Name);

public sealed class RenameRole(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<RenameRole> log)
{
    public async Task<Result> RunAsync(RenameRoleInput input, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        if (RoleNames.Check(input.Name) is { } wrong)
        {
            return wrong;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Roles.SingleOrDefaultAsync(r => r.Id == input.RoleId, ct) is not { } role)
        {
            return Refusal.NotFound;
        }

        if (role.IsAdministrator)
        {
            return AccountsRefusals.AdministratorRole;
        }

        role.Rename(input.Name!);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return RoleNames.Refused(saved);
        }

        log.RoleChanged(role.Id, "renamed");
        return Result.Done;
    }
}
