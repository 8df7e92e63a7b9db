using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record ChangePasswordInput(string? CurrentPassword, string? Password);

/// <summary>One's own password. All other sessions end; this one goes on.</summary>
public sealed class ChangePassword(
    PortalDbContext db, ICurrentUser user, PortalSignInManager signIn, Passwords passwords, AccountLinks links, AccountMails mails, UserAccessCache cache,
    TimeProvider clock, ILogger<ChangePassword> log)
{
    public async Task<Result> RunAsync(ChangePasswordInput input, CancellationToken ct)
    {
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == user.UserId, ct) is not { } me)
        {
            return Refusal.Forbidden;
        }

        if (!await signIn.ConfirmPasswordAsync(me, input.CurrentPassword))
        {
            return AccountsRefusals.WrongPassword;
        }

        if (AccountsRefusals.CheckPassword(input.Password, me.Email!, me.DisplayName) is { } weak)
        {
            return weak;
        }

        me.ChangePassword(passwords.Hash(me, input.Password!));
        await links.RevokeAsync(db, me.Id, ct);
        db.NoteSecret(user, clock.GetUtcNow().UtcDateTime, me.Id, "Password");
        await mails.QueueNoticeAsync(db, me, AccountMails.PasswordChanged, ct);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return saved;
        }

        cache.Forget(me.Id);
        await signIn.RefreshSignInAsync(me);
        log.PasswordSet(me.Id);
        return Result.Done;
    }
}
