using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>Mails a user the link for a new password, on an administrator's behalf.</summary>
public sealed class SendPasswordReset(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, AccountLinks links, ILogger<SendPasswordReset> log)
{
    public async Task<Result> RunAsync(long userId, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct) is not { } person)
        {
            return Refusal.NotFound;
        }

        if (person.State != UserState.Active)
        {
            return person.State == UserState.Locked ? AccountsRefusals.IsLocked : Refusal.NotNow("Accounts.NotAcceptedYet");
        }

        await links.SendAsync(db, person, AccountLinkPurpose.PasswordReset, ct);
        log.UserChanged(person.Id, "password reset sent");
        return await db.TrySaveAsync(ct);
    }
}
