using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Accounts.UseCases;

/// <param name="RemoveTwoFactor">For an administrator who lost both authenticator and recovery codes.</param>
public sealed record CreateAdministratorInput(string Email, string? DisplayName = null, string Language = "en", bool RemoveTwoFactor = false);

/// <summary>
/// For the console of the server: makes an administrator of a new or existing staff user, takes away a lock, and answers a one-time
/// link to set the password with. Nothing is mailed.
/// </summary>
public sealed class CreateAdministrator(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, AccountLinks links, UserAccessCache cache, TimeProvider clock, ILogger<CreateAdministrator> log)
{
    public async Task<Result<string>> RunAsync(CreateAdministratorInput input, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        var name = string.IsNullOrWhiteSpace(input.DisplayName) ? input.Email.Split('@')[0] : input.DisplayName.Trim();
        if (AccountsRefusals.CheckPerson(input.Email, name, input.Language) is { Count: > 0 } refusals)
        {
            return Result<string>.Refused(refusals);
        }

        EmailAddress.TryRead(input.Email, out var email);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var role = await db.Roles.SingleAsync(r => r.NormalizedName == Role.AdministratorKey, ct);
        if (!await user.CoversRoleAsync(db, role.Id, ct))
        {
            return AccountsRefusals.BeyondOwn;
        }

        var key = User.Normalize(email!);
        var person = await db.Users.SingleOrDefaultAsync(u => u.NormalizedUserName == key, ct);
        if (person is { IsClientUser: true })
        {
            return AccountsRefusals.EmailTaken;
        }

        person ??= db.Users.Add(new User(email!, name, input.Language, isClientUser: false)).Entity;
        person.Unlock();
        if (!await db.UserRoles.AnyAsync(ur => ur.UserId == person.Id && ur.RoleId == role.Id, ct))
        {
            db.UserRoles.Add(new IdentityUserRole<long> { UserId = person.Id, RoleId = role.Id });
            db.Note(user, clock.GetUtcNow().UtcDateTime, nameof(User), person.Id, "Roles", null, role.Name);
        }

        if (input.RemoveTwoFactor)
        {
            await TwoFactor.RemoveAsync(db, person, ct);
        }

        var (_, address) = await links.MakeAsync(db, person, person.PasswordHash is null ? AccountLinkPurpose.Invitation : AccountLinkPurpose.PasswordReset, ct);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return Result<string>.Refused(saved.Refusals);
        }

        cache.Forget(person.Id);
        log.UserChanged(person.Id, "administrator");
        return address;
    }
}
