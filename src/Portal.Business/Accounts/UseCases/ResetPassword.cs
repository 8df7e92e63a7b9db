using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record ResetPasswordInput(string? Secret, string? Password);

/// <summary>Sets a new password by a mailed link, which is the permission and is used up. Ends all sessions; the second factor stays.</summary>
public sealed class ResetPassword(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, AccountLinks links, AccountMails mails, Passwords passwords, UserAccessCache cache,
    TimeProvider clock, ILogger<ResetPassword> log)
{
    public async Task<Result> RunAsync(ResetPasswordInput input, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await links.FindOpenAsync(db, input.Secret, AccountLinkPurpose.PasswordReset, ct) is not var (link, owner))
        {
            return AccountsRefusals.LinkNotUsable;
        }

        if (AccountsRefusals.CheckPassword(input.Password, owner.Email!, owner.DisplayName) is { } weak)
        {
            return weak;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        owner.ChangePassword(passwords.Hash(owner, input.Password!));
        owner.ConfirmEmail();
        await links.RevokeAsync(db, owner.Id, ct);
        link.Use(now);
        db.NoteSecret(user, now, owner.Id, "Password");
        await mails.QueueNoticeAsync(db, owner, AccountMails.PasswordChanged, ct);
        if (!(await db.TrySaveAsync(ct)).Succeeded)
        {
            return AccountsRefusals.LinkNotUsable;
        }

        cache.Forget(owner.Id);
        log.PasswordSet(owner.Id);
        return Result.Done;
    }
}
