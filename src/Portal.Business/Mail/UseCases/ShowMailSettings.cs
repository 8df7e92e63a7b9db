using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <summary>How messages go out, without secrets, and how many stand where.</summary>
public sealed record MailSettingsView(
    MailDelivery Delivery, string From, string FromName, string PickupFolder, string Host, int Port, SmtpSecurity Security, string? UserName,
    int Waiting, int Late, int NeedAttention, bool ShowsConfidential);

/// <summary>The settings in force, and whether the outbox keeps up.</summary>
public sealed class ShowMailSettings(IDbContextFactory<PortalDbContext> contexts, IOptions<MailOptions> options, ICurrentUser user, TimeProvider clock)
{
    /// <summary>A message that waits longer than this past its time says that the outbox does not run.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    public async Task<Result<MailSettingsView>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.MailView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var late = clock.GetUtcNow().UtcDateTime - Late;
        var o = options.Value;
        return new MailSettingsView(
            o.Delivery, o.From, o.FromName, o.PickupFolder, o.Smtp.Host, o.Smtp.Port, o.Smtp.Security, o.Smtp.UserName,
            await db.OutgoingMessages.CountAsync(m => m.State == MessageState.Queued || m.State == MessageState.Sending, ct),
            await db.OutgoingMessages.CountAsync(m => m.State == MessageState.Queued && m.NextAttemptAt < late, ct),
            await db.OutgoingMessages.CountAsync(m => m.Attention != null, ct),
            o.ShowsConfidential);
    }
}
