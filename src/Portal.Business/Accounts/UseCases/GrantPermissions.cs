using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record GrantPermissionsInput(long RoleId, IReadOnlyCollection<string> Permissions);

/// <summary>
/// Lets a role do exactly this. Staff roles take no portal permission and client roles nothing else; nobody gives or takes what they
/// may not do themselves; the administrator's role always holds everything.
/// </summary>
public sealed class GrantPermissions(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, UserAccessCache cache, TimeProvider clock, ILogger<GrantPermissions> log)
{
    public async Task<Result> RunAsync(GrantPermissionsInput input, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var write = await db.BeginWriteAsync(ct);
        await Administrators.HoldAsync(db, ct);
        if (await db.Roles.SingleOrDefaultAsync(r => r.Id == input.RoleId, ct) is not { } role)
        {
            return Refusal.NotFound;
        }

        var held = await db.RoleClaims.Where(c => c.RoleId == role.Id && c.ClaimType == Role.PermissionClaim).ToListAsync(ct);
        var removed = held.Where(c => !input.Permissions.Contains(c.ClaimValue!)).ToList();
        var added = input.Permissions.Distinct().Except(held.Select(c => c.ClaimValue!)).ToList();
        if (role.IsAdministrator)
        {
            return AccountsRefusals.AdministratorRole;
        }

        if (added.Any(p => !Permissions.All.Contains(p) || Permissions.IsForClients(p) != role.IsForClients))
        {
            return Refusal.Invalid("Accounts.WrongKindOfPermission");
        }

        if (!user.Covers(added.Concat(removed.Select(c => c.ClaimValue!))))
        {
            return AccountsRefusals.BeyondOwn;
        }

        db.RoleClaims.RemoveRange(removed);
        RoleSeeding.Grant(db, role.Id, added);
        db.Note(
            user, clock.GetUtcNow().UtcDateTime, nameof(Role), role.Id, "Permissions",
            AccountsAudit.Join(removed.Select(c => c.ClaimValue!)), AccountsAudit.Join(added));
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return saved;
        }

        await write.CommitAsync(ct);
        cache.ForgetAll();
        log.RoleChanged(role.Id, "permissions");
        return Result.Done;
    }
}
