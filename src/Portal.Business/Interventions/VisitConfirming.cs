using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;

namespace Portal.Business.Interventions;

/// <summary>
/// Confirms drafts of visits, many at once. Those of a client and company are one save, and one message to whoever hears of them; where they can't be confirmed
/// together, each is by itself. Their items of the batch are finished in the same save: what an item says is done, it did, and nobody else.
/// </summary>
public sealed class VisitConfirming(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, VisitNotices notices)
{
    /// <summary>In one save and one message.</summary>
    private const int MostTogether = 200;

    /// <param name="tells">The clients of visits to come.</param>
    internal async Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Visit> visits, bool tells, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var unreached = tells ? (await VisitNotices.UnreachedAsync(db, [.. visits.Where(v => v.StartsAt > now)], ct)).ToLookup(v => v.VisitId) : null;
        return visits.ToDictionary(v => v.Id, v =>
            v.Status != VisitStatus.Draft ? BatchVerdict.LeftOut(Refusal.NotNow("Interventions.VisitIsNoDraft", v.Number))
            : BatchVerdict.Warned([.. unreached?[v.Id].Select(u => NotTold(u, done: false)) ?? []]));
    }

    internal async Task<Result<string>> ConfirmAsync(BatchWork work, bool tells, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        var confirmed = await RequestVisits.InTurnAsync(() => ConfirmAsync(work, tells, together: true, ct));
        return confirmed.Succeeded ? confirmed : await RequestVisits.InTurnAsync(() => ConfirmAsync(work, tells, together: false, ct));
    }

    private async Task<Result<string>> ConfirmAsync(BatchWork work, bool tells, bool together, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var item = await db.BatchItems.SingleAsync(i => i.BatchId == work.BatchId && i.VisitId == work.SubjectId, ct);
        if (item.State == BatchItemState.Done)
        {
            return item.Outcome;
        }

        if (await db.Visits.Include(v => v.Crew).SingleOrDefaultAsync(v => v.Id == work.SubjectId, ct) is not { } visit)
        {
            return Refusal.NotFound;
        }

        if (visit.Status != VisitStatus.Draft || visit.Version != work.Version)
        {
            return visit.Status != VisitStatus.Draft ? Refusal.NotNow("Interventions.VisitIsNoDraft", visit.Number) : Refusal.Conflict("Interventions.VisitChanged", visit.Number);
        }

        var confirmed = new List<(Visit Visit, BatchItem Item)> { (visit, item) };
        if (together && !await db.Batches.AnyAsync(b => b.Id == work.BatchId && b.CancelledAt != null, ct))
        {
            confirmed.AddRange(await OthersAsync(db, work.BatchId, visit, ct));
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var visits = confirmed.ConvertAll(c => c.Visit);
        if (visits.Select(v => v.Confirm()).FirstOrDefault(r => !r.Succeeded)?.Refusal is { } refusal)
        {
            return refusal;
        }

        db.TimelineEntries.AddRange(visits.Select(v => ConfirmVisit.Entry(v, now, user)));
        await RequestVisits.FollowAsync(db, ct, visits);
        var told = tells ? await notices.AddAsync(db, [.. visits.Where(v => v.StartsAt > now)], VisitNews.Confirmed, ct) : VisitsTold.Nothing;
        confirmed.ForEach(c => c.Item.Finish(c.Visit.Number, now, [.. told.NotTold.Where(u => u.VisitId == c.Visit.Id).Select(u => NotTold(u, done: true))]));
        return await db.TrySaveAsync(ct) is { Refusal: { } notSaved } ? notSaved : visit.Number;
    }

    /// <summary>Those of the same client and company that wait in the same batch, and are as they were chosen.</summary>
    private static async Task<IEnumerable<(Visit, BatchItem)>> OthersAsync(PortalDbContext db, long batchId, Visit visit, CancellationToken ct)
    {
        var waiting = await db.BatchItems
            .Where(i => i.BatchId == batchId && i.VisitId != visit.Id && (i.State == BatchItemState.Waiting || i.State == BatchItemState.Running))
            .Join(
                db.Visits.Where(v => v.Status == VisitStatus.Draft && v.ClientId == visit.ClientId && v.LegalEntityId == visit.LegalEntityId),
                i => i.VisitId, v => v.Id, (item, other) => new { item, other })
            .Where(w => w.item.Version == w.other.Version).OrderBy(w => w.item.Position).Take(MostTogether - 1).ToListAsync(ct);
        return waiting.Select(w => (w.other, w.item));
    }

    private static Refusal NotTold(VisitsTold.Untold visit, bool done) => Refusal.NotNow(done ? "Interventions.ConfirmedUntold" : "Interventions.ConfirmsUntold", visit.Client);
}
