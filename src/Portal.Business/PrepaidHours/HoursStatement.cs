using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.PrepaidHours;

/// <summary>What a client bought and used in a period, and what is left; all in minutes.</summary>
/// <param name="Before">The balance at the start of the first day.</param>
/// <param name="After">The balance at the end of the last day: <paramref name="Before"/> and the sum of the rows.</param>
/// <param name="Rows">Every movement of the period, the first first.</param>
public sealed record HoursStatement(
    long ClientId, string ClientName, DateOnly From, DateOnly To, int Before, int Bought, int Used, int Expired, int Corrected, int After, IReadOnlyList<HoursStatement.Row> Rows,
    IReadOnlyList<HoursStatement.Pack> Packs)
{
    /// <summary>Days that one statement covers at most.</summary>
    public const int MostDays = 3700;

    public sealed record Row(DateOnly On, HoursMovementKind Kind, string PackNumber, string By, string Note, int Minutes);

    /// <summary>As it stands now.</summary>
    /// <param name="News">What there is to tell of it among those of the client.</param>
    public sealed record Pack(long Id, string Number, string Description, DateOnly BoughtOn, DateOnly? ExpiresOn, int Bought, int Used, int Left, HoursAlertKind? News);

    /// <summary>The caller has checked who asks.</summary>
    internal static async Task<HoursStatement?> LoadAsync(PortalDbContext db, long clientId, DateOnly from, DateOnly to, DateOnly today, CancellationToken ct)
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
        var rows = await movements.Where(m => m.On >= first && m.On <= last).OrderBy(m => m.On).ThenBy(m => m.Id)
            .Select(m => new Row(m.On, m.Kind, db.HoursPacks.Where(p => p.Id == m.PackId).Select(p => p.Number).First(), m.By, m.Note, m.Minutes)).ToListAsync(ct);
        var news = await HoursNews.OfClientAsync(db.HoursPacks.AsNoTracking(), clientId, today, ct);
        var packs = await db.HoursPacks.AsNoTracking().Where(p => p.ClientId == clientId && !p.BillsDelivered).OrderByDescending(p => p.BoughtOn).ThenByDescending(p => p.Id).Take(200)
            .Select(p => new Pack(p.Id, p.Number, p.Description, p.BoughtOn, p.ExpiresOn, p.BoughtMinutes, p.UsedMinutes, p.BalanceMinutes, null)).ToListAsync(ct);
        int Sum(params HoursMovementKind[] kinds) => rows.Where(r => kinds.Contains(r.Kind)).Sum(r => r.Minutes);
        return new HoursStatement(
            clientId, name, first, last, before, Sum(HoursMovementKind.Bought), -Sum(HoursMovementKind.Used), -Sum(HoursMovementKind.Expired),
            Sum(HoursMovementKind.Corrected, HoursMovementKind.Moved), before + rows.Sum(r => r.Minutes), rows,
            packs.ConvertAll(p => news.TryGetValue(p.Id, out var kind) ? p with { News = kind } : p));
    }
}
