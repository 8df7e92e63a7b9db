using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Accounts.UseCases;

/// <param name="Seen">The address as the person saw it.</param>
public sealed record ChangeEmailInput(long UserId, string? Seen, string? Email);

/// <summary>
/// Gives an account another e-mail address: sessions end, links sent to the old mailbox stop working. Both mailboxes are told of it; who has not
/// accepted yet is invited at the new one.
/// </summary>
public sealed class ChangeEmailOfUser(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, AccountLinks links, AccountMails mails, UserAccessCache cache, ILogger<ChangeEmailOfUser> log)
{
    public async Task<Result> RunAsync(ChangeEmailInput input, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        if (!EmailAddress.TryRead(input.Email, out var email))
        {
            return Refusal.Invalid("Accounts.EmailInvalid").On("Email");
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == input.UserId, ct) is not { } person)
        {
            return Refusal.NotFound;
        }

        if (!await user.CoversUserAsync(db, person.Id, ct))
        {
            return AccountsRefusals.BeyondOwn;
        }

        if (person.State == UserState.Locked)
        {
            return AccountsRefusals.IsLocked;
        }

        var before = person.Email!;
        if (before != input.Seen)
        {
            return Refusal.Stale;
        }

        if (before == email)
        {
            return Result.Done;
        }

        person.MoveTo(email!);
        if (person.State == UserState.Invited)
        {
            await links.SendAsync(db, person, AccountLinkPurpose.Invitation, ct);
        }
        else
        {
            await links.RevokeAsync(db, person.Id, ct);
            await mails.QueueEmailChangedAsync(db, person, before, ct);
        }

        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return saved.Refusal!.Kind == RefusalKind.Conflict && await db.Users.AnyAsync(u => u.NormalizedEmail == person.NormalizedEmail && u.Id != person.Id, ct)
                ? AccountsRefusals.EmailTaken : saved;
        }

        cache.Forget(person.Id);
        log.UserChanged(person.Id, "given another address");
        return saved;
    }
}
