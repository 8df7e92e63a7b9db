using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Accounts.UseCases;

/// <summary>
/// Mails a link for a new password, or a new invitation to who never accepted the first. Whether there is such an account can be
/// told neither from the answer nor from the time it takes.
/// </summary>
public sealed class RequestPasswordReset(IDbContextFactory<PortalDbContext> contexts, AccountLinks links, TimeProvider clock)
{
    /// <summary>One mail in this time, so that nobody's mailbox can be flooded from the page.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    public async Task<Result> RunAsync(string? email, CancellationToken ct)
    {
        if (!EmailAddress.TryRead(email, out var address))
        {
            return Refusal.Invalid("Accounts.EmailInvalid").On("Email");
        }

        var end = EvenTime.StartAsync(clock, ct);
        await SendAsync(address, ct);
        await end;
        return Result.Done;
    }

    private async Task SendAsync(string address, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var name = User.Normalize(address);
        var since = clock.GetUtcNow().UtcDateTime - Pause;
        if (await db.Users.SingleOrDefaultAsync(u => u.NormalizedUserName == name, ct) is not { } user
            || user.State == UserState.Locked
            || await db.AccountLinks.AnyAsync(l => l.UserId == user.Id && l.CreatedAt > since && l.UsedAt == null && l.RevokedAt == null, ct))
        {
            return;
        }

        await links.SendAsync(db, user, user.State == UserState.Invited ? AccountLinkPurpose.Invitation : AccountLinkPurpose.PasswordReset, ct);

        // A race with another request of the same person: that one sends the mail.
        await db.TrySaveAsync(ct);
    }
}
