using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Accounts.UseCases;

public sealed record InviteUserInput(string? Email, string? DisplayName, string? Language, IReadOnlyList<long> RoleIds);

/// <summary>Invites somebody of the staff, with roles. Answers the user's id.</summary>
public sealed class InviteUser(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, AccountLinks links, TimeProvider clock, ILogger<InviteUser> log)
{
    public async Task<Result<long>> RunAsync(InviteUserInput input, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        var refusals = AccountsRefusals.CheckPerson(input.Email, input.DisplayName, input.Language);
        if (input.RoleIds.Count == 0)
        {
            refusals.Add(AccountsRefusals.RoleMissing);
        }

        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var roles = await db.Roles.Where(r => input.RoleIds.Contains(r.Id)).ToListAsync(ct);
        if (roles.Count != input.RoleIds.Distinct().Count() || roles.Any(r => r.IsForClients))
        {
            return AccountsRefusals.WrongKindOfRole;
        }

        foreach (var role in roles)
        {
            if (!await user.CoversRoleAsync(db, role.Id, ct))
            {
                return AccountsRefusals.BeyondOwn;
            }
        }

        EmailAddress.TryRead(input.Email, out var email);
        var person = new User(email!, input.DisplayName!.Trim(), input.Language!, isClientUser: false);
        db.Users.Add(person);
        db.UserRoles.AddRange(roles.Select(r => new IdentityUserRole<long> { UserId = person.Id, RoleId = r.Id }));
        db.Note(user, clock.GetUtcNow().UtcDateTime, nameof(User), person.Id, "Roles", null, AccountsAudit.Join(roles.Select(r => r.Name!)));
        await links.SendAsync(db, person, AccountLinkPurpose.Invitation, ct);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return saved.Refusal!.Kind == RefusalKind.Conflict ? AccountsRefusals.EmailTaken : Result<long>.Refused(saved.Refusals);
        }

        log.UserChanged(person.Id, "invited");
        return person.Id;
    }
}
