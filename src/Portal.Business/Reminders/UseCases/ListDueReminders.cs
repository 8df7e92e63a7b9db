using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Reminders.UseCases;

/// <summary>The reminders that are due: one row per client, level and currency, with what each would claim. The database finds, sorts and pages.</summary>
public sealed class ListDueReminders(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(PageRequest Page, long? LegalEntityId = null, long? ClientId = null, int? Level = null, string? Text = null);

    /// <param name="DaysLate">Of the latest of its invoices.</param>
    /// <param name="IsAutomatic">The next run sends it by itself.</param>
    public sealed record Row(
        ReminderKey Key, string Client, string LegalEntity, int Invoices, int DaysLate, decimal Overdue, decimal Interest, decimal Fee, bool IsAutomatic)
    {
        public decimal Total => Overdue + Interest + Fee;
    }

    /// <param name="Levels">The numbers of the levels that the plans of these companies have.</param>
    public sealed record Found(Page<Row> Page, IReadOnlyList<int> Levels);

    public async Task<Result<Found>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.RemindersSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var plans = (await DueReminders.PlansAsync(db, clock, null, ct)).Where(p => input.LegalEntityId is null || p.Entity.Id == input.LegalEntityId).ToDictionary(p => p.Entity.Id);
        if (plans.Count == 0)
        {
            return new Found(Page<Row>.Empty, []);
        }

        var groups = plans.Values.Select(p => DueReminders.Groups(db, p.Plan, p.Today)).Aggregate((all, next) => all.Concat(next));
        var (client, level) = (input.ClientId, input.Level);
        groups = client is null ? groups : groups.Where(g => g.ClientId == client);
        groups = level is null ? groups : groups.Where(g => g.Level == level);
        if (!string.IsNullOrWhiteSpace(input.Text))
        {
            var clients = db.Clients.Matching(c => c.SearchKey, input.Text);
            groups = groups.Where(g => clients.Any(c => c.Id == g.ClientId));
        }

        var named = groups.Join(db.Clients, g => g.ClientId, c => c.Id, (g, c) => new Named { Group = g, Name = c.Name });
        var total = await groups.CountAsync(ct);
        var page = await Sorted(named, input.Page).Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        var claims = new Dictionary<ReminderKey, List<ReminderClaim>>();
        foreach (var ofEntity in page.GroupBy(n => n.Group.LegalEntityId))
        {
            await ClaimAsync(db, plans[ofEntity.Key], [.. ofEntity.Select(n => n.Group)], claims, ct);
        }

        var rows = new Page<Row>(
            [.. page.Select(n => (n.Name, n.Group, Claims: claims[n.Group.Key])).Select(n => new Row(
                n.Group.Key, n.Name, plans[n.Group.LegalEntityId].Entity.Name, n.Group.Invoices, n.Claims.Select(c => c.DaysLate).DefaultIfEmpty().Max(), n.Group.Overdue,
                n.Claims.Sum(c => c.Interest), n.Claims.Sum(c => c.Fee), plans[n.Group.LegalEntityId].Plan.Mode == ReminderMode.Automatic))],
            total);
        return new Found(rows, [.. plans.Values.SelectMany(p => p.Plan.Levels).Select(l => l.Number).Distinct().Order()]);
    }

    /// <summary>Reads the claims of all rows of one company together.</summary>
    private static async Task ClaimAsync(
        PortalDbContext db, (ReminderPlan Plan, Companies.LegalEntity Entity, DateOnly Today) of, IReadOnlyList<DueGroup> groups,
        Dictionary<ReminderKey, List<ReminderClaim>> claims, CancellationToken ct)
    {
        var clientIds = groups.Select(g => g.ClientId).Distinct().ToList();
        var due = new List<DueInvoice>();
        foreach (var level in of.Plan.InOrder().Where(l => groups.Any(g => g.Level == l.Number)))
        {
            due.AddRange(await DueReminders.Invoices(db, of.Plan, level, of.Today).Where(d => clientIds.Contains(d.ClientId)).ToListAsync(ct));
        }

        var found = await ReminderClaims.ReadAsync(db, of.Entity, due.ToDictionary(d => d.InvoiceId, d => of.Plan.Level(d.Level)!), of.Today, ct);
        var byKey = due.ToLookup(d => new ReminderKey(d.LegalEntityId, d.ClientId, d.Currency, d.Level), d => found[d.InvoiceId]);
        foreach (var group in groups)
        {
            claims[group.Key] = [.. byKey[group.Key]];
        }
    }

    private static IQueryable<Named> Sorted(IQueryable<Named> rows, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            ("client", true) => rows.OrderByDescending(r => r.Name),
            ("level", false) => rows.OrderBy(r => r.Group.Level),
            ("level", true) => rows.OrderByDescending(r => r.Group.Level),
            ("overdue", false) => rows.OrderBy(r => r.Group.Overdue),
            ("overdue", true) => rows.OrderByDescending(r => r.Group.Overdue),
            _ => rows.OrderBy(r => r.Name),
        };
        return sorted.ThenBy(r => r.Group.ClientId).ThenBy(r => r.Group.LegalEntityId).ThenBy(r => r.Group.Currency).ThenBy(r => r.Group.Level);
    }

    private sealed class Named
    {
        public required DueGroup Group { get; init; }

        public required string Name { get; init; }
    }
}
