using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.PrepaidHours;

/// <summary>What a client bought and used in a period, and what is left; all in minutes.</summary>
/// <param name="Before">The balance at the start of the first day.</param>
/// <param name="After">The balance at the end of the last day: <paramref name="Before"/> and the sum of all movements of the period.</param>
/// <param name="Rows">One page of the movements of the period, the first first.</param>
/// <param name="Movements">How many there are.</param>
public sealed record HoursStatement(
    long ClientId, string ClientName, DateOnly From, DateOnly To, int Before, int Bought, int Used, int Expired, int Corrected, int After, IReadOnlyList<HoursStatement.Row> Rows,
    int Movements, IReadOnlyList<HoursStatement.Pack> Packs)
{
    /// <summary>Movements on one page.</summary>
    public const int PageSize = 100;

    /// <summary>Movements that a document shows at most.</summary>
    public const int MostOfDocument = 5000;

    /// <summary>Days that one statement covers at most.</summary>
    public const int MostDays = 3700;

    public sealed record Row(DateOnly On, HoursMovementKind Kind, string PackNumber, string By, string Note, int Minutes);

    /// <summary>As it stands now.</summary>
    /// <param name="News">What there is to tell of it among those of the client.</param>
    public sealed record Pack(long Id, string Number, string Description, DateOnly BoughtOn, DateOnly? ExpiresOn, int Bought, int Used, int Left, HoursAlertKind? News);

    /// <summary>The caller has checked who asks.</summary>
    /// <remarks>A page after the last of the movements is the last.</remarks>
    internal static async Task<HoursStatement?> LoadAsync(PortalDbContext db, long clientId, DateOnly from, DateOnly to, DateOnly today, int page, int pageSize, CancellationToken ct)
    {
        var name = await db.Clients.Where(c => c.Id == clientId).Select(c => c.Name).SingleOrDefaultAsync(ct);
        if (name is null)
        {
            return null;
        }

        var (first, last) = from <= to ? (from, to) : (to, from);
        first = last.DayNumber - first.DayNumber > MostDays ? last.AddDays(-MostDays) : first;
        var movements = db.HoursMovements.AsNoTracking().Where(m => m.ClientId == clientId && db.HoursPacks.Any(p => p.Id == m.PackId && !p.BillsDelivered));
        var before = await movements.Where(m => m.On < first).SumAsync(m => m.Minutes, ct);
        var ofPeriod = movements.Where(m => m.On >= first && m.On <= last);
        var sums = await ofPeriod.GroupBy(m => m.Kind).Select(g => new { g.Key, Minutes = g.Sum(m => m.Minutes), Count = g.Count() }).ToListAsync(ct);
        var total = sums.Sum(s => s.Count);
        var skip = Math.Clamp(page - 1, 0, Math.Max(0, (total - 1) / pageSize)) * pageSize;
        var rows = await ofPeriod.OrderBy(m => m.On).ThenBy(m => m.Id).Skip(skip).Take(pageSize)
            .Select(m => new Row(m.On, m.Kind, db.HoursPacks.Where(p => p.Id == m.PackId).Select(p => p.Number).First(), m.By, m.Note, m.Minutes)).ToListAsync(ct);
        var news = await HoursNews.OfClientAsync(db.HoursPacks.AsNoTracking(), clientId, today, ct);
        var packs = await db.HoursPacks.AsNoTracking().Where(p => p.ClientId == clientId && !p.BillsDelivered).OrderByDescending(p => p.BoughtOn).ThenByDescending(p => p.Id).Take(200)
            .Select(p => new Pack(p.Id, p.Number, p.Description, p.BoughtOn, p.ExpiresOn, p.BoughtMinutes, p.UsedMinutes, p.BalanceMinutes, null)).ToListAsync(ct);
        int Sum(params HoursMovementKind[] kinds) => sums.Where(s => kinds.Contains(s.Key)).Sum(s => s.Minutes);
        return new HoursStatement(
            clientId, name, first, last, before, Sum(HoursMovementKind.Bought), -Sum(HoursMovementKind.Used), -Sum(HoursMovementKind.Expired),
            Sum(HoursMovementKind.Corrected, HoursMovementKind.Moved), before + sums.Sum(s => s.Minutes), rows, total,
            packs.ConvertAll(p => news.TryGetValue(p.Id, out var kind) ? p with { News = kind } : p));
    }
}
