using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record AcceptInvitationInput(string? Secret, string? DisplayName, string? Language, string? Password);

/// <summary>Sets name and password of an invited user and uses up the link, which is the permission. Answers the e-mail address.</summary>
public sealed class AcceptInvitation(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, AccountLinks links, Passwords passwords, UserAccessCache cache, TimeProvider clock,
    ILogger<AcceptInvitation> log)
{
    public async Task<Result<string>> RunAsync(AcceptInvitationInput input, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await links.FindOpenAsync(db, input.Secret, AccountLinkPurpose.Invitation, ct) is not var (link, invited))
        {
            return AccountsRefusals.LinkNotUsable;
        }

        var refusals = AccountsRefusals.CheckName(input.DisplayName, input.Language).ToList();
        if (AccountsRefusals.CheckPassword(input.Password, invited.Email!, input.DisplayName ?? "") is { } weak)
        {
            refusals.Add(weak);
        }

        if (refusals.Count > 0)
        {
            return Result<string>.Refused(refusals);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        invited.Introduce(input.DisplayName!.Trim(), input.Language!);
        invited.ChangePassword(passwords.Hash(invited, input.Password!));
        invited.ConfirmEmail();
        await links.RevokeAsync(db, invited.Id, ct);
        link.Use(now);
        db.NoteSecret(user, now, invited.Id, "Password");
        if (!(await db.TrySaveAsync(ct)).Succeeded)
        {
            return AccountsRefusals.LinkNotUsable;
        }

        cache.Forget(invited.Id);
        log.PasswordSet(invited.Id);
        return invited.Email!;
    }
}
