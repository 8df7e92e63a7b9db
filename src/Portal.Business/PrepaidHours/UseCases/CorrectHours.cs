using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>Adds hours to an account, takes some away, or moves them to another of the same client; with a reason, once per key.</summary>
public sealed class CorrectHours(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <summary>In one correction, in minutes.</summary>
    public const int Most = 10_000 * 60;

    /// <param name="Key">Made when the form opened, so that a double click counts once.</param>
    /// <param name="Minutes">Added; negative takes away. To move: how many go over, more than zero.</param>
    /// <param name="MoveTo">The pack that they go to; null corrects this one alone.</param>
    public sealed record Input(long PackId, int Version, Guid Key, int Minutes, string Reason, long? MoveTo = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var pack = await db.HoursPacks.SingleOrDefaultAsync(p => p.Id == input.PackId, ct);
        if (pack is null)
        {
            return Refusal.NotFound;
        }

        if (pack.BillsDelivered)
        {
            return Refusal.NotNow("PrepaidHours.BilledAsDelivered", pack.Number);
        }

        var wrong = new List<Refusal>();
        if (input.Minutes == 0 || Math.Abs((long)input.Minutes) > Most)
        {
            wrong.Add(Refusal.Invalid("PrepaidHours.HoursRange", Most / 60).On(nameof(input.Minutes)));
        }

        if (string.IsNullOrWhiteSpace(input.Reason))
        {
            wrong.Add(Refusal.Invalid("PrepaidHours.ReasonNeeded").On(nameof(input.Reason)));
        }

        if (wrong.Count > 0)
        {
            return Result.Refused(wrong);
        }

        var source = $"hand:{input.Key:N}";
        if (await db.HoursMovements.AnyAsync(m => m.Source == source, ct))
        {
            return Result.Done;
        }

        db.ExpectVersion(pack, input.Version);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = (await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == pack.LegalEntityId, ct)).DayOf(now);
        if (input.MoveTo is not { } to)
        {
            db.HoursMovements.Add(pack.Add(HoursMovementKind.Corrected, input.Minutes, today, now, user.Name, input.Reason.Trim(), source));
            return await db.TrySaveAsync(ct);
        }

        var other = await db.HoursPacks.SingleOrDefaultAsync(p => p.Id == to && p.Id != pack.Id && !p.BillsDelivered && p.ClientId == pack.ClientId && p.LegalEntityId == pack.LegalEntityId, ct);
        if (other is null || input.Minutes < 0 || input.Minutes > pack.BalanceMinutes)
        {
            return other is null ? Refusal.Invalid("Common.Required").On(nameof(input.MoveTo)) : Refusal.NotNow("PrepaidHours.NotEnoughToMove", HoursSharing.Hours(Math.Max(0, pack.BalanceMinutes))).On(nameof(input.Minutes));
        }

        db.HoursMovements.Add(pack.Add(HoursMovementKind.Moved, -input.Minutes, today, now, user.Name, $"→ {other.Number} · {input.Reason.Trim()}", source));
        db.HoursMovements.Add(other.Add(HoursMovementKind.Moved, input.Minutes, today, now, user.Name, $"← {pack.Number} · {input.Reason.Trim()}", source + ":to"));
        return await db.TrySaveAsync(ct);
    }
}
