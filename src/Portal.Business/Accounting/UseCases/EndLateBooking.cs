using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounting.UseCases;

/// <summary>Takes the right to book into locked periods back.</summary>
public sealed partial class EndLateBooking(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<EndLateBooking> log)
{
    public async Task<Result> RunAsync(long lateBookerId, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingLock))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var booker = await db.LateBookers.SingleOrDefaultAsync(b => b.Id == lateBookerId, ct);
        if (booker is null)
        {
            return Refusal.NotFound;
        }

        db.LateBookers.Remove(booker);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogEnded(log, booker.UserId, booker.LegalEntityId);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "User {BookerId} may no longer book into locked periods of company {LegalEntityId}")]
    private static partial void LogEnded(ILogger logger, long bookerId, long legalEntityId);
}
