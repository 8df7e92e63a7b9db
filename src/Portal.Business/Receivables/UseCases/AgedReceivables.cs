using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Receivables.UseCases;

/// <summary>What all clients owed on a day, by age: one row per client, legal entity and currency. The database sums, sorts and pages.</summary>
public sealed class AgedReceivables(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Day">Null: today, for each legal entity its own.</param>
    /// <param name="LegalEntityId">Null: each of them, side by side.</param>
    public sealed record Input(
        PageRequest Page, DateOnly? Day = null, long? LegalEntityId = null, string? Currency = null, string? Text = null, bool OnlyOverdue = false);

    /// <param name="Held">Of what is owed and not due, what the client holds back.</param>
    public sealed record Row(long ClientId, string Client, long LegalEntityId, string LegalEntity, string Currency, Ageing Ageing, decimal Credit, decimal Disputed, decimal Held)
    {
        public decimal Balance => Ageing.Total - Credit;
    }

    /// <summary>The sums of one legal entity in one currency.</summary>
    public sealed record Total(long LegalEntityId, string LegalEntity, string Currency, Ageing Ageing, decimal Credit, decimal Disputed, decimal Held)
    {
        public decimal Balance => Ageing.Total - Credit;
    }

    public sealed record Listed(DateOnly Day, Page<Row> Page, IReadOnlyList<Total> Totals);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ReportsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entities = await db.LegalEntities.AsNoTracking().Where(e => input.LegalEntityId == null || e.Id == input.LegalEntityId).OrderBy(e => e.Name).ToListAsync(ct);
        if (entities.Count == 0)
        {
            return Refusal.NotFound;
        }

        var names = entities.ToDictionary(e => e.Id, e => e.Name);
        var sums = Filter(db, entities.Select(e => OpenPositions.Of(db, e.Id, AsOf.Of(e, input.Day, clock)).All()).Aggregate((all, next) => all.Concat(next)), input);
        var rows = await Sort(sums.Join(db.Clients, s => s.ClientId, c => c.Id, (s, c) => new Named { Sum = s, Name = c.Name }), input.Page)
            .Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        var totals = await sums.GroupBy(s => new { s.LegalEntityId, s.Currency })
            .Select(g => new
            {
                g.Key,
                Count = g.Count(),
                Owed = g.Sum(s => s.Owed),
                Credit = g.Sum(s => s.Credit),
                Disputed = g.Sum(s => s.Disputed),
                Held = g.Sum(s => s.Held),
                UpTo0 = g.Sum(s => s.UpTo0),
                UpTo30 = g.Sum(s => s.UpTo30),
                UpTo60 = g.Sum(s => s.UpTo60),
                UpTo90 = g.Sum(s => s.UpTo90),
            }).ToListAsync(ct);
        return new Listed(
            AsOf.Of(entities[0], input.Day, clock).Day,
            new Page<Row>(
                [.. rows.Select(r => new Row(r.Sum.ClientId, r.Name, r.Sum.LegalEntityId, names[r.Sum.LegalEntityId], r.Sum.Currency, r.Sum.Ageing, r.Sum.Credit, r.Sum.Disputed, r.Sum.Held))],
                totals.Sum(t => t.Count)),
            [
                .. totals.Select(t => new Total(
                    t.Key.LegalEntityId, names[t.Key.LegalEntityId], t.Key.Currency, Ageing.OfYounger(t.Owed, t.UpTo0, t.UpTo30, t.UpTo60, t.UpTo90), t.Credit, t.Disputed, t.Held))
                    .OrderBy(t => t.LegalEntity, StringComparer.Ordinal).ThenBy(t => t.Currency, StringComparer.Ordinal),
            ]);
    }

    private static IQueryable<AccountSum> Filter(PortalDbContext db, IQueryable<Position> positions, Input input)
    {
        if (!string.IsNullOrWhiteSpace(input.Text))
        {
            var clients = db.Clients.Matching(c => c.SearchKey, input.Text);
            positions = positions.Where(p => clients.Any(c => c.Id == p.ClientId));
        }

        if (input.Currency is not null)
        {
            positions = positions.Where(p => p.Currency == input.Currency);
        }

        var sums = OpenPositions.Sum(positions.Where(p => p.Open != 0));
        return input.OnlyOverdue ? sums.Where(s => s.Owed > s.UpTo0) : sums;
    }

    private static IQueryable<Named> Sort(IQueryable<Named> rows, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            ("client", true) => rows.OrderByDescending(r => r.Name),
            ("notDue", false) => rows.OrderBy(r => r.Sum.UpTo0),
            ("notDue", true) => rows.OrderByDescending(r => r.Sum.UpTo0),
            ("to30", false) => rows.OrderBy(r => r.Sum.UpTo30 - r.Sum.UpTo0),
            ("to30", true) => rows.OrderByDescending(r => r.Sum.UpTo30 - r.Sum.UpTo0),
            ("to60", false) => rows.OrderBy(r => r.Sum.UpTo60 - r.Sum.UpTo30),
            ("to60", true) => rows.OrderByDescending(r => r.Sum.UpTo60 - r.Sum.UpTo30),
            ("to90", false) => rows.OrderBy(r => r.Sum.UpTo90 - r.Sum.UpTo60),
            ("to90", true) => rows.OrderByDescending(r => r.Sum.UpTo90 - r.Sum.UpTo60),
            ("older", false) => rows.OrderBy(r => r.Sum.Owed - r.Sum.UpTo90),
            ("older", true) => rows.OrderByDescending(r => r.Sum.Owed - r.Sum.UpTo90),
            ("owed", false) => rows.OrderBy(r => r.Sum.Owed),
            ("owed", true) => rows.OrderByDescending(r => r.Sum.Owed),
            ("disputed", false) => rows.OrderBy(r => r.Sum.Disputed),
            ("disputed", true) => rows.OrderByDescending(r => r.Sum.Disputed),
            ("held", false) => rows.OrderBy(r => r.Sum.Held),
            ("held", true) => rows.OrderByDescending(r => r.Sum.Held),
            ("credit", false) => rows.OrderBy(r => r.Sum.Credit),
            ("credit", true) => rows.OrderByDescending(r => r.Sum.Credit),
            ("balance", false) => rows.OrderBy(r => r.Sum.Owed - r.Sum.Credit),
            ("balance", true) => rows.OrderByDescending(r => r.Sum.Owed - r.Sum.Credit),
            _ => rows.OrderBy(r => r.Name),
        };
        return sorted.ThenBy(r => r.Sum.ClientId).ThenBy(r => r.Sum.LegalEntityId).ThenBy(r => r.Sum.Currency);
    }

    private sealed class Named
    {
        public required AccountSum Sum { get; init; }

        public required string Name { get; init; }
    }
}
