using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Timesheets;

/// <summary>What an hour of somebody costs the company from a day on, before tax.</summary>
public sealed class CostRate : Entity, IVersioned, IAudited
{
    public required long UserId { get; init; }

    /// <summary>In the time zone of the company whose job is worked on.</summary>
    public required DateOnly From { get; init; }

    public required decimal HourlyCost { get; set; }

    public int Version { get; private set; }
}

/// <summary>What an hour of one person costs on each day.</summary>
/// <param name="First">Before the first dated rate; zero where nobody has said.</param>
/// <param name="Dated">By day.</param>
public sealed record CostRates(decimal First, IReadOnlyList<CostRate> Dated)
{
    /// <summary>Those who organise the work, and those who approve time.</summary>
    internal static bool MayKeep(ICurrentUser user) => user.Has(Permissions.InterventionsPlan) || user.Has(Permissions.TimesheetsApprove);

    public decimal On(DateOnly day) => Dated.LastOrDefault(r => r.From <= day)?.HourlyCost ?? First;

    internal static async Task<CostRates> OfAsync(PortalDbContext db, long userId, CancellationToken ct) => (await OfAsync(db, [userId], ct))[userId];

    /// <summary>Of several people, in two queries.</summary>
    internal static async Task<IReadOnlyDictionary<long, CostRates>> OfAsync(PortalDbContext db, IReadOnlyCollection<long> userIds, CancellationToken ct)
    {
        var first = await db.Technicians.Where(t => userIds.Contains(t.UserId)).Select(t => new { t.UserId, t.HourlyCost }).ToDictionaryAsync(t => t.UserId, t => t.HourlyCost, ct);
        var dated = (await db.CostRates.AsNoTracking().Where(r => userIds.Contains(r.UserId)).OrderBy(r => r.From).ToListAsync(ct)).ToLookup(r => r.UserId);
        return userIds.Distinct().ToDictionary(u => u, u => new CostRates(first.GetValueOrDefault(u), [.. dated[u]]));
    }

    /// <summary>Open time of a person takes the rates as they are now, in the caller's save; approved time keeps what it cost.</summary>
    /// <returns>How many entries changed.</returns>
    internal async Task<int> ApplyAsync(PortalDbContext db, long userId, CancellationToken ct)
    {
        var open = await db.TimeEntries.Where(e => e.UserId == userId && e.State == TimeEntryState.Open).ToListAsync(ct);
        return open.Count(e => e.CostAt(On(e.Day)));
    }
}
