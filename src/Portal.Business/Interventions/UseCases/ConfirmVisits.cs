using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Confirms drafts of visits, many at once, each in a save of its own: what stands in the way of one stops no other.</summary>
public sealed class ConfirmVisits(PortalDbContextFactory contexts, ICurrentUser user, ListVisits list, ConfirmVisit confirm)
{
    public const int Most = 1000;

    /// <param name="Filter">Of a list: all that it finds, the first <see cref="Most"/>; null: those named.</param>
    /// <param name="Notify">Tell the clients.</param>
    public sealed record Input(IReadOnlyList<long> Ids, bool Notify = false, ListVisits.Input? Filter = null);

    /// <param name="Left">No drafts (any more), or not to be found.</param>
    public sealed record Answer(int Done, int Left);

    public async Task<Result<Answer>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        var ids = input.Ids.Distinct().Take(Most).ToList();
        await using var db = contexts.CreateDbContext();
        var wanted = input.Filter is { } filter ? await list.DraftsAsync(db, filter, ct) : db.Visits.Where(v => ids.Contains(v.Id) && v.Status == VisitStatus.Draft);
        var asked = input.Filter is null ? ids.Count : await wanted.CountAsync(ct);
        var drafts = await wanted.OrderBy(v => v.StartsAt).ThenBy(v => v.Id).Take(Most).Select(v => new { v.Id, v.Version }).ToListAsync(ct);
        var done = 0;
        foreach (var draft in drafts)
        {
            done += (await confirm.RunAsync(new ConfirmVisit.Input(draft.Id, draft.Version, input.Notify), ct)).Succeeded ? 1 : 0;
        }

        return new Answer(done, asked - done);
    }
}
