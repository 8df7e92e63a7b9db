using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>
/// Says what happens from now on to time for which an order has no hours left, with a reason. What is counted already stays as it is. Told in the timeline of the job in
/// which the order stands.
/// </summary>
public sealed class ChangeOverage(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="OverRate">Of an hour over, before tax, where that is invoiced; null: the price of the company's product for an hour of work.</param>
    public sealed record Input(long PackId, int Version, HoursOverage Overage, decimal? OverRate, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.HoursPacks.AsNoTracking().Where(p => p.Id == input.PackId).Select(p => (long?)p.ClientId).SingleOrDefaultAsync(ct) is not { } client)
        {
            return Refusal.NotFound;
        }

        var checks = new FieldChecks();
        var reason = checks.Optional(nameof(input.Reason), input.Reason, Lengths.Text);
        checks.RefuseIf(reason.Length == 0, nameof(input.Reason), Refusal.Invalid("PrepaidHours.ReasonNeeded"));
        checks.RefuseIf(input.Overage == HoursOverage.Bill && input.OverRate is < 0 or > Money.LargestAmount, nameof(input.OverRate), Refusal.Invalid("Catalog.PriceRange", Money.LargestAmount));
        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        await using var turn = await HoursTurn.BeginAsync(db, client, ct);
        var pack = await db.HoursPacks.SingleAsync(p => p.Id == input.PackId, ct);
        db.ExpectVersion(pack, input.Version);
        if (pack.ChangeOverage(input.Overage, input.OverRate) is { Succeeded: false } refused)
        {
            return refused;
        }

        var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Lines.Any(l => l.Id == pack.JobLineId), ct);
        db.TimelineEntries.Add(EntryOf(pack, job, reason));
        if (await db.TrySaveAsync(ct) is { Succeeded: false } unsaved)
        {
            return unsaved;
        }

        await turn.CommitAsync(ct);
        return Result.Done;
    }

    private TimelineEntry EntryOf(HoursPack pack, Job job, string reason)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return pack is { Overage: HoursOverage.Bill, OverRate: { } rate }
            ? new(job.ClientId, job.Id, now, user, "PrepaidHours.OverageBillAt", nameof(HoursPack), pack.Id, pack.Number, reason, (rate, job.Currency))
            : new(job.ClientId, job.Id, now, user, $"PrepaidHours.Overage{pack.Overage}", nameof(HoursPack), pack.Id, pack.Number, reason);
    }
}
