using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Reporting.UseCases;

/// <summary>
/// What needs a person now, and how the money goes: only what the user may see, in a few grouped queries, whatever the tables hold.
/// </summary>
public sealed class ShowToday(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input;

    public async Task<Result<TodayView>> RunAsync(Input input, CancellationToken ct)
    {
        if (user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var days = await DueDays.LoadAsync(db, clock, ct);
        var items = new List<TodayItem>();
        IReadOnlyList<TodayChart> charts = [];
        if (user.Has(Permissions.InvoicesView))
        {
            items.AddRange(await InvoicesToday.ItemsAsync(db, user, days, ct));
            charts = user.Has(Permissions.ReportsView) ? await TodayCharts.OfAsync(db, days.Today, user.Has(Permissions.PaymentsView), ct) : [];
        }

        items.AddRange(await MoneyToday.ItemsAsync(db, user, clock, ct));
        items.AddRange(await QuotesToday.ItemsAsync(db, user, ct));
        items.AddRange(await ContractsToday.ItemsAsync(db, user, days, clock.GetUtcNow().UtcDateTime, ct));
        items.AddRange(await VisitsToday.ItemsAsync(db, user, days.Today, ct));
        items.AddRange(await HelpdeskToday.ItemsAsync(db, user, clock.GetUtcNow().UtcDateTime, ct));
        return new TodayView(days.Today, [.. items.Where(i => i.Count > 0).OrderBy(i => i.Need)], charts, await HoursToday.OfAsync(db, user, ct));
    }
}
