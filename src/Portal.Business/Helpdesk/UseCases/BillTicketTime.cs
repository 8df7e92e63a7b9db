using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Timesheets;
using Portal.Pdf;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// Puts the approved time of tickets that no prepaid hours cover on ordered lines of its job: one for each ticket, person or day, at the price
/// of the order that is billed as delivered, at the rate of an order for what is over, or as the company's product for an hour of work. Each entry goes on one line, once: its version decides between two people.
/// </summary>
public sealed class BillTicketTime(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private const int Most = 2000;

    public enum Grouping
    {
        Ticket,
        Person,
        Day,
    }

    public sealed record Input(long JobId, Grouping By);

    /// <param name="Hours">On all lines; four decimals.</param>
    /// <param name="Lines">What to put on an invoice of them.</param>
    public sealed record Billed(IReadOnlyList<DraftInvoice.LineQuantity> Lines, decimal Hours, int Entries);

    public async Task<Result<Billed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit) || !user.Has(Permissions.TimesheetsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var job = await db.Jobs.Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job is null or { IsFinished: true })
        {
            return job is null ? Refusal.NotFound : Refusal.NotNow("Timesheets.JobIsFinished", job.Number);
        }

        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(p => db.WorkRules.Any(r => r.LegalEntityId == job.LegalEntityId && r.HourProductId == p.Id), ct);
        var entries = await db.TimeEntries
            .Where(e => e.JobId == job.Id && e.Billing == TimeBilling.ToBill && e.TicketId != null)
            .OrderBy(e => e.Day).ThenBy(e => e.Id).Take(Most).ToListAsync(ct);
        if (entries.Count == 0)
        {
            return Refusal.NotNow("Timesheets.NothingToBill");
        }

        if (product is null && entries.Exists(e => e.OrderLineId is null))
        {
            return Refusal.NotNow("Timesheets.NoHourProduct");
        }

        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == job.ClientId, ct);
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).SingleOrDefaultAsync(p => p.Id == client.FiscalPositionId, ct);
        var names = await NamesAsync(db, entries, input.By, client.Language, ct);
        var orders = await OrdersAsync(db, entries, ct);
        var (lines, minutes) = (new List<DraftInvoice.LineQuantity>(), 0);
        foreach (var group in entries.GroupBy(e => (Name: names(e), Rate: e.OverRate ?? product!.UnitPrice, e.OrderLineId)))
        {
            var hours = TimeRounding.Hours(group.Sum(e => e.OverMinutes));
            var line = group.Key.OrderLineId is { } order
                ? AsOrdered(orders[order], group.Key.Name, hours, group.Key.Rate, product?.Unit.In(client.Language) ?? "h")
                : OfWork(product!, position, client.Language, group.Key.Name, hours, group.Key.Rate, job.PurchaseOrder);
            job.Order(line);
            foreach (var entry in group)
            {
                entry.Bill(line.Id);
            }

            lines.Add(new(line.Id, line.Quantity));
            minutes += group.Sum(e => e.OverMinutes);
        }

        var all = TimeRounding.Hours(minutes);
        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, "Timesheets.Billed", nameof(Job), job.Id, all.ToString("0.##", CultureInfo.InvariantCulture)));
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? new Billed(lines, all, entries.Count) : Result<Billed>.Refused(saved.Refusals);
    }

    private static JobLine OfWork(Product product, FiscalPosition? position, string language, string name, decimal hours, decimal rate, string purchaseOrder) => new JobLine
    {
        ProductId = product.Id,
        Description = $"{product.Name.In(language)} · {name}",
        Quantity = hours,
        Unit = product.Unit.In(language),
        UnitPrice = rate,
        TaxCodeId = position is null ? product.TaxCodeId : position.TaxCodeFor(product.TaxCodeId),
        GlAccountId = position is null ? product.GlAccountId : position.AccountFor(product.GlAccountId),
        PurchaseOrder = purchaseOrder,
    }.Priced();

    /// <summary>By the hour as it was ordered: its price, discount, taxes, account and purchase order.</summary>
    private static JobLine AsOrdered(JobLine order, string name, decimal hours, decimal rate, string unit) => new JobLine
    {
        ProductId = order.ProductId,
        Description = $"{Folding.Cut(order.Description.Split('\n')[0], 300)} · {name}",
        Quantity = hours,
        Unit = rate == order.UnitPrice ? order.Unit : unit,
        UnitPrice = rate,
        DiscountPercent = order.DiscountPercent,
        TaxCodeId = order.TaxCodeId,
        GlAccountId = order.GlAccountId,
        PurchaseOrder = order.PurchaseOrder,
    }.Priced();

    private static async Task<Dictionary<long, JobLine>> OrdersAsync(PortalDbContext db, List<TimeEntry> entries, CancellationToken ct)
    {
        var ids = entries.Select(e => e.OrderLineId).OfType<long>().Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Set<JobLine>().AsNoTracking().Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
    }

    /// <summary>What the line of an entry is called, in the client's language.</summary>
    private static async Task<Func<TimeEntry, string>> NamesAsync(PortalDbContext db, List<TimeEntry> entries, Grouping by, string language, CancellationToken ct)
    {
        if (by == Grouping.Day)
        {
            return e => Formats.For(language).Date(e.Day);
        }

        var ids = entries.Select(e => by == Grouping.Ticket ? e.TicketId!.Value : e.UserId).Distinct().ToList();
        var names = by == Grouping.Ticket
            ? await db.Tickets.Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => PrintableText.Kept($"{t.Number} {t.Title}"), ct)
            : await db.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        return e => names[by == Grouping.Ticket ? e.TicketId!.Value : e.UserId];
    }
}
