using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record CreateRoleInput(string? Name, bool IsForClients);

/// <summary>Makes a role that may do nothing yet. Answers its id.</summary>
public sealed class CreateRole(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<CreateRole> log)
{
    public async Task<Result<long>> RunAsync(CreateRoleInput input, CancellationToken ct)
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
        var role = new Role(input.Name!, input.IsForClients);
        db.Roles.Add(role);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return RoleNames.Refused(saved);
        }

        log.RoleChanged(role.Id, "created");
        return role.Id;
    }
}
