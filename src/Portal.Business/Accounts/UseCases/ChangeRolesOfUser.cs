using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record ChangeRolesInput(long UserId, IReadOnlyList<long> RoleIds);

/// <summary>
/// Gives a user exactly these roles. Not one's own, none that may do more than oneself, none of the other kind (staff, clients), and
/// never so that no administrator is left.
/// </summary>
public sealed class ChangeRolesOfUser(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, UserAccessCache cache, TimeProvider clock, ILogger<ChangeRolesOfUser> log)
{
    public async Task<Result> RunAsync(ChangeRolesInput input, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        if (input.UserId == user.UserId)
        {
            return AccountsRefusals.NotOneself;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var write = await db.BeginWriteAsync(ct);
        await Administrators.HoldAsync(db, ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == input.UserId, ct) is not { } person)
        {
            return Refusal.NotFound;
        }

        var wanted = await db.Roles.Where(r => input.RoleIds.Contains(r.Id)).ToListAsync(ct);
        var refusal = wanted.Count == 0 ? AccountsRefusals.RoleMissing
            : wanted.Count != input.RoleIds.Distinct().Count() || wanted.Any(r => r.IsForClients != person.IsClientUser) ? AccountsRefusals.WrongKindOfRole
            : !await user.CoversUserAsync(db, person.Id, ct) ? AccountsRefusals.BeyondOwn
            : null;
        foreach (var role in wanted)
        {
            refusal ??= await user.CoversRoleAsync(db, role.Id, ct) ? null : AccountsRefusals.BeyondOwn;
        }

        if (refusal is not null)
        {
            return refusal;
        }

        var held = await db.UserRoles.Where(ur => ur.UserId == person.Id).ToListAsync(ct);
        var before = await db.Roles.Where(r => db.UserRoles.Any(ur => ur.UserId == person.Id && ur.RoleId == r.Id)).Select(r => r.Name!).ToListAsync(ct);
        db.UserRoles.RemoveRange(held.Where(h => wanted.All(r => r.Id != h.RoleId)));
        db.UserRoles.AddRange(wanted.Where(r => held.All(h => h.RoleId != r.Id)).Select(r => new IdentityUserRole<long> { UserId = person.Id, RoleId = r.Id }));
        db.Note(user, clock.GetUtcNow().UtcDateTime, nameof(User), person.Id, "Roles", AccountsAudit.Join(before), AccountsAudit.Join(wanted.Select(r => r.Name!)));
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return saved;
        }

        if (!await Administrators.ExistAsync(db, ct))
        {
            return AccountsRefusals.LastAdministrator;
        }

        await write.CommitAsync(ct);
        cache.Forget(person.Id);
        log.UserChanged(person.Id, "roles");
        return Result.Done;
    }
}
