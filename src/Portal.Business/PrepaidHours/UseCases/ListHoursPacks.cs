using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>One page of the accounts of prepaid hours, the last bought first.</summary>
public sealed class ListHoursPacks(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public enum Wanted
    {
        All,

        /// <summary>Hours are left.</summary>
        Left,

        /// <summary>Below zero.</summary>
        Over,

        /// <summary>Less than a fifth is left, or nothing; or what is left expires soon.</summary>
        Low,
    }

    public sealed record Input(PageRequest Page, string Search = "", Wanted Wanted = Wanted.All, long? ClientId = null);

    public sealed record Row(long Id, string Number, string Description, long ClientId, string ClientName, DateOnly BoughtOn, DateOnly? ExpiresOn, int Bought, int Used, int Left, bool IsExpired = false);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var packs = (await SearchedAsync(db, input.Search, ct)).Where(p => input.ClientId == null || p.ClientId == input.ClientId);
        packs = input.Wanted switch
        {
            Wanted.Left => packs.Where(p => p.BalanceMinutes > 0),
            Wanted.Over => packs.Where(p => p.BalanceMinutes < 0),
            Wanted.Low => Low(packs),
            _ => packs,
        };
        var total = await packs.CountAsync(ct);
        var rows = await Sort(packs, input.Page).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(p => new
            {
                p.LegalEntityId,
                Row = new Row(
                    p.Id, p.Number, p.Description, p.ClientId, db.Clients.Where(c => c.Id == p.ClientId).Select(c => c.Name).First(), p.BoughtOn, p.ExpiresOn, p.BoughtMinutes, p.UsedMinutes,
                    p.BalanceMinutes, false),
            }).ToListAsync(ct);
        var today = (await db.LegalEntities.AsNoTracking().ToListAsync(ct)).ToDictionary(e => e.Id, e => e.Today(clock));
        return new Page<Row>(rows.ConvertAll(r => r.Row with { IsExpired = r.Row.ExpiresOn < today[r.LegalEntityId] }), total);
    }

    private static async Task<IQueryable<HoursPack>> SearchedAsync(PortalDbContext db, string search, CancellationToken ct)
    {
        var packs = db.HoursPacks.AsNoTracking();
        if (string.IsNullOrWhiteSpace(search))
        {
            return packs;
        }

        if (await JobNarrowing.IdsAsync(db, search, ct) is not { } jobs)
        {
            var found = JobNarrowing.Searched(db, db.Jobs, search).Select(j => j.Id);
            return packs.Where(p => db.Set<JobLine>().Where(l => found.Contains(l.JobId)).Select(l => l.Id).Contains(p.JobLineId));
        }

        // The accounts once, by the lines of those jobs; what is counted and shown of them is found by their ids.
        var ids = await packs.Where(p => db.Set<JobLine>().Where(l => EF.Parameter(jobs).Contains(l.JobId)).Select(l => l.Id).Contains(p.JobLineId)).Select(p => p.Id).ToListAsync(ct);
        return packs.Where(p => EF.Parameter(ids).Contains(p.Id));
    }

    private IQueryable<HoursPack> Low(IQueryable<HoursPack> packs)
    {
        var soon = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(HoursAlert.ExpiringDays);
        return packs.Where(p => !p.BillsDelivered).Where(p => (p.BalanceMinutes < p.BoughtMinutes / HoursAlert.LowPart && p.UsedMinutes > 0) || (p.ExpiresOn <= soon && p.BalanceMinutes > 0));
    }

    private static IQueryable<HoursPack> Sort(IQueryable<HoursPack> packs, PageRequest page) => (page.Sort, page.Descending) switch
    {
        ("left", false) => packs.OrderBy(p => p.BalanceMinutes).ThenBy(p => p.Id),
        ("left", true) => packs.OrderByDescending(p => p.BalanceMinutes).ThenByDescending(p => p.Id),
        ("expires", false) => packs.OrderBy(p => p.ExpiresOn).ThenBy(p => p.Id),
        ("expires", true) => packs.OrderByDescending(p => p.ExpiresOn).ThenByDescending(p => p.Id),
        ("bought", false) => packs.OrderBy(p => p.BoughtOn).ThenBy(p => p.Id),
        _ => packs.OrderByDescending(p => p.BoughtOn).ThenByDescending(p => p.Id),
    };
}
