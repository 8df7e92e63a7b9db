using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>Mails the invitation again with a new link; the earlier link stops working.</summary>
public sealed class ResendInvitation(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, AccountLinks links, ILogger<ResendInvitation> log)
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

        if (person.State != UserState.Invited)
        {
            return person.State == UserState.Locked ? AccountsRefusals.IsLocked : AccountsRefusals.AlreadyAccepted;
        }

        await links.SendAsync(db, person, AccountLinkPurpose.Invitation, ct);
        log.UserChanged(person.Id, "invited again");
        return await db.TrySaveAsync(ct);
    }
}
