using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.Incoming;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// Deletes the messages that came long ago and wait for nobody. Their rows stay without them: a file that comes again is known.
/// </summary>
public sealed class CleanUpIncomingMail(PortalDbContextFactory contexts, IOptions<TicketMailOptions> options, ICurrentUser user, TimeProvider clock)
{
    /// <summary>How many messages were deleted.</summary>
    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.KeepDays);
        await using var transaction = await db.BeginWriteAsync(ct);
        var deleted = await db.IncomingMailSources.Where(s => db.IncomingMails.Any(m => m.Id == s.IncomingMailId && m.ReceivedAt < before
            && m.State != IncomingMailState.Parked)).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return deleted;
    }
}
