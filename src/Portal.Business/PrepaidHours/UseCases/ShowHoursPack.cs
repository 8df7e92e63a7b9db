using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>One account of prepaid hours with its movements, the last first.</summary>
public sealed class ShowHoursPack(PortalDbContextFactory contexts, ICurrentUser user, TimelineTexts texts, TimeProvider clock)
{
    /// <summary>Movements that the page shows; the statement shows all.</summary>
    public const int MostMovements = 500;

    private const int MostRules = 20;

    public sealed record Input(long Id);

    public sealed record Movement(long Id, HoursMovementKind Kind, int Minutes, DateOnly On, string By, string Note);

    /// <param name="Rules">When and why somebody changed what happens where no hours are left, the last first.</param>
    /// <param name="Others">Packs of the same client and company that hours can be moved to.</param>
    public sealed record Shown(
        long Id, int Version, string Number, string Description, long ClientId, string ClientName, long JobId, string JobNumber, DateOnly BoughtOn, DateOnly? ExpiresOn, bool IsExpired,
        HoursOverage Overage, decimal? OverRate, string Currency, int Bought, int Used, int Left, IReadOnlyList<Movement> Movements, IReadOnlyList<(long Id, string Text)> Others, bool MayCorrect,
        HoursAlertKind? Alert, bool BillsDelivered, bool MayChangeRule, IReadOnlyList<TimelineRow> Rules);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var pack = await db.HoursPacks.AsNoTracking().SingleOrDefaultAsync(p => p.Id == input.Id, ct);
        if (pack is null)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == pack.LegalEntityId, ct);
        var client = await db.Clients.Where(c => c.Id == pack.ClientId).Select(c => c.Name).SingleAsync(ct);
        var job = await db.Jobs.Where(j => db.Set<JobLine>().Where(l => l.Id == pack.JobLineId).Select(l => l.JobId).Contains(j.Id)).Select(j => new { j.Id, j.Number, j.Currency }).SingleAsync(ct);
        var movements = await db.HoursMovements.AsNoTracking().Where(m => m.PackId == pack.Id).OrderByDescending(m => m.On).ThenByDescending(m => m.Id).Take(MostMovements)
            .Select(m => new Movement(m.Id, m.Kind, m.Minutes, m.On, m.By, m.Note)).ToListAsync(ct);
        var rules = await db.TimelineEntries.AsNoTracking().Where(e => e.Subject == nameof(HoursPack) && e.SubjectId == pack.Id && e.What.StartsWith("PrepaidHours.Overage"))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(MostRules).ToListAsync(ct);
        var others = await db.HoursPacks.AsNoTracking().Where(p => p.ClientId == pack.ClientId && p.LegalEntityId == pack.LegalEntityId && !p.BillsDelivered && p.Id != pack.Id)
            .OrderByDescending(p => p.BoughtOn).ThenByDescending(p => p.Id).Take(100).Select(p => new { p.Id, p.Number, p.Description }).ToListAsync(ct);
        return new Shown(
            pack.Id, pack.Version, pack.Number, pack.Description, pack.ClientId, client, job.Id, job.Number, pack.BoughtOn, pack.ExpiresOn, pack.IsExpiredOn(seller.Today(clock)), pack.Overage, pack.OverRate,
            job.Currency, pack.BoughtMinutes, pack.UsedMinutes, pack.BalanceMinutes, movements, [.. others.Select(o => (o.Id, $"{o.Number} · {o.Description}"))], user.Has(Permissions.HelpdeskManage) && !pack.BillsDelivered,
            pack.BillsDelivered ? null : HoursAlert.Of(pack.BalanceMinutes, pack.BoughtMinutes, pack.ExpiresOn, seller.Today(clock)), pack.BillsDelivered,
            user.Has(Permissions.HelpdeskManage), rules.ConvertAll(texts.Say));
    }
}
