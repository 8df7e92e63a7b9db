using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// Confirms drafts of visits, many at once. Those of a client and company are one save, and one message to whoever hears of them: what stands in the way of one client's
/// stops no other's, and where one of several can't be confirmed together, each is by itself.
/// </summary>
public sealed class ConfirmVisits(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ListVisits list, ConfirmVisit confirm, VisitNotices notices)
{
    public const int Most = 1000;

    /// <param name="Filter">Of a list: all that it finds, the first <see cref="Most"/>; null: those named.</param>
    /// <param name="Notify">Tell the clients.</param>
    public sealed record Input(IReadOnlyList<long> Ids, bool Notify = false, ListVisits.Input? Filter = null);

    /// <param name="Left">No drafts (any more), or not to be found.</param>
    /// <param name="Messages">To clients.</param>
    public sealed record Answer(int Done, int Left, int Messages);

    /// <param name="Done">Looked at so far.</param>
    public sealed record Progress(int Done, int Of);

    private sealed record Draft(long Id, int Version, long ClientId, long LegalEntityId, DateTime StartsAt);

    public async Task<Result<Answer>> RunAsync(Input input, CancellationToken ct, IProgress<Progress>? progress = null)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        var ids = input.Ids.Distinct().Take(Most).ToList();
        await using var db = contexts.CreateDbContext();
        var wanted = input.Filter is { } filter ? await list.DraftsAsync(db, filter, ct) : db.Visits.Where(v => ids.Contains(v.Id) && v.Status == VisitStatus.Draft);
        var asked = input.Filter is null ? ids.Count : await wanted.CountAsync(ct);
        var drafts = await wanted.OrderBy(v => v.StartsAt).ThenBy(v => v.Id).Take(Most).Select(v => new Draft(v.Id, v.Version, v.ClientId, v.LegalEntityId, v.StartsAt)).ToListAsync(ct);
        var (done, messages, seen) = (0, 0, 0);
        foreach (var group in drafts.GroupBy(d => (d.ClientId, d.LegalEntityId)).Select(g => g.ToList()))
        {
            var (confirmed, told) = await ConfirmAsync(group, input.Notify, ct);
            (done, messages, seen) = (done + confirmed, messages + told, seen + group.Count);
            progress?.Report(new Progress(seen, drafts.Count));
        }

        return new Answer(done, asked - done, messages);
    }

    private async Task<(int Confirmed, int Messages)> ConfirmAsync(List<Draft> drafts, bool notify, CancellationToken ct)
    {
        var messages = 0;
        if (drafts.Count > 1 && (await RequestVisits.InTurnAsync(TogetherAsync)).Succeeded)
        {
            return (drafts.Count, messages);
        }

        var (done, now) = (0, clock.GetUtcNow().UtcDateTime);
        messages = 0;
        foreach (var draft in drafts)
        {
            var confirmed = await confirm.RunAsync(new ConfirmVisit.Input(draft.Id, draft.Version, notify), ct);
            done += confirmed.Succeeded ? 1 : 0;
            messages += confirmed.Succeeded && notify && draft.StartsAt > now ? 1 : 0;
        }

        return (done, messages);

        async Task<Result> TogetherAsync()
        {
            var ids = drafts.ConvertAll(d => d.Id);
            await using var db = contexts.CreateDbContext();
            var visits = await db.Visits.Include(v => v.Crew).Where(v => ids.Contains(v.Id) && v.Status == VisitStatus.Draft).ToListAsync(ct);
            if (visits.Count < drafts.Count || visits.Exists(v => !v.Confirm().Succeeded))
            {
                return Refusal.Conflict("Interventions.VisitsChanged");
            }

            var at = clock.GetUtcNow().UtcDateTime;
            db.TimelineEntries.AddRange(visits.Select(v => ConfirmVisit.Entry(v, at, user)));
            await RequestVisits.FollowAllAsync(db, visits, ct);
            messages = notify ? await notices.AddAsync(db, [.. visits.Where(v => v.StartsAt > at)], VisitNews.Confirmed, ct) : 0;
            return await db.TrySaveAsync(ct);
        }
    }
}
