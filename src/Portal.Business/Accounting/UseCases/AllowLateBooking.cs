using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounting.UseCases;

/// <summary>Names somebody of the staff who may still book into locked periods of a legal entity, for a stated reason.</summary>
public sealed partial class AllowLateBooking(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<AllowLateBooking> log)
{
    public sealed record Input(long LegalEntityId, long? UserId, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingLock))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var refusals = new List<Refusal>();
        var booker = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == input.UserId && !u.IsClientUser, ct);
        if (booker is null)
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(input.UserId)));
        }

        var reason = input.Reason.Trim();
        if (reason.Length == 0)
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(input.Reason)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        if (!await db.LegalEntities.AnyAsync(e => e.Id == input.LegalEntityId, ct))
        {
            return Refusal.NotFound;
        }

        db.LateBookers.Add(new LateBooker(input.LegalEntityId, booker!.Id, booker.DisplayName, reason));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogAllowed(log, booker.Id, input.LegalEntityId);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "User {BookerId} may book into locked periods of company {LegalEntityId}")]
    private static partial void LogAllowed(ILogger logger, long bookerId, long legalEntityId);
}
