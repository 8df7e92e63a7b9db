using Microsoft.EntityFrameworkCore;

namespace Portal.Business.PrepaidHours;

/// <summary>
/// What there is to tell of the accounts of a client: the same by mail and on the pages that show several. Few hours, or none, of one account are no
/// news while another has hours enough; of several that run out, the one bought last says it.
/// </summary>
internal static class HoursNews
{
    /// <summary>Prepaid hours that can still be used.</summary>
    public static IQueryable<HoursPack> Usable(IQueryable<HoursPack> packs, DateOnly today) =>
        packs.Where(p => !p.BillsDelivered && (p.ExpiresOn == null || p.ExpiresOn >= today));

    /// <param name="kind">What is to be told.</param>
    /// <param name="usable">All accounts of those clients that can still be used, not only those that are asked about.</param>
    /// <param name="today">In the time zone of the company.</param>
    public static IQueryable<HoursPack> Of(HoursAlertKind kind, IQueryable<HoursPack> usable, DateOnly today)
    {
        var soon = today.AddDays(HoursAlert.ExpiringDays);
        return kind switch
        {
            HoursAlertKind.Low => usable.Where(p => p.BalanceMinutes > 0 && p.BalanceMinutes < p.BoughtMinutes / HoursAlert.LowPart
                && !usable.Any(o => o.ClientId == p.ClientId && o.LegalEntityId == p.LegalEntityId && o.Id != p.Id
                    && (o.BalanceMinutes >= o.BoughtMinutes / HoursAlert.LowPart || (o.BalanceMinutes > 0 && o.Id > p.Id)))),
            HoursAlertKind.UsedUp => usable.Where(p => p.BalanceMinutes <= 0 && p.UsedMinutes > 0
                && !usable.Any(o => o.ClientId == p.ClientId && o.LegalEntityId == p.LegalEntityId && o.Id != p.Id && (o.BalanceMinutes > 0 || o.Id > p.Id))),
            _ => usable.Where(p => p.BalanceMinutes > 0 && p.ExpiresOn <= soon),
        };
    }

    /// <summary>Of one client, by account; the first of the kinds where there are several.</summary>
    public static async Task<IReadOnlyDictionary<long, HoursAlertKind>> OfClientAsync(IQueryable<HoursPack> packs, long clientId, DateOnly today, CancellationToken ct)
    {
        var usable = Usable(packs.Where(p => p.ClientId == clientId), today);
        var news = new Dictionary<long, HoursAlertKind>();
        foreach (var kind in Enum.GetValues<HoursAlertKind>())
        {
            (await Of(kind, usable, today).Select(p => p.Id).ToListAsync(ct)).ForEach(id => news.TryAdd(id, kind));
        }

        return news;
    }
}
