using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Timesheets;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// Puts the approved time of tickets that no prepaid hours cover, of a job, a ticket or a client, on ordered lines of its jobs: one for each ticket, person or day, at the price
/// of the order that is billed as delivered, at the rate of an order for what is over, or as the company's product for an hour of work. All of it at once, in a part for each
/// invoice that it makes. Each entry goes on one line, once: its version decides between two people. A company that does not say what an hour is billed as holds up no other.
/// </summary>
public sealed class BillTicketTime(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <summary>Pieces of time that one click bills, the oldest first.</summary>
    public const int Most = 2000;

    private const string NothingToBill = "Timesheets.NothingToBill";

    public enum Grouping
    {
        Ticket,
        Person,
        Day,
    }

    public sealed record Input(TimeScope Of, Grouping By);

    /// <summary>What goes on one invoice: of one company and client, in one currency.</summary>
    /// <param name="JobId">To which the invoice belongs.</param>
    public sealed record Part(long JobId, string JobNumber, IReadOnlyList<DraftInvoice.LineQuantity> Lines);

    /// <param name="Hours">On all lines; four decimals.</param>
    /// <param name="LeftOut">For each company whose time could not be priced: its name, the hours, and its id.</param>
    public sealed record Billed(IReadOnlyList<Part> Parts, decimal Hours, int Entries, IReadOnlyList<Refusal> LeftOut);

    public async Task<Result<Billed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit) || !user.Has(Permissions.TimesheetsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var leftOut = await UnpricedTime.ReadAsync(db, await input.Of.ToBillAsync(db, ct), ct);
        if (!(await EntriesAsync(db, input.Of, ct)).TryGet(out var entries, out var none))
        {
            return none is { Code: NothingToBill } && leftOut.Count > 0 ? Result<Billed>.Refused(leftOut) : none;
        }

        var ids = entries.Select(e => e.JobId).Distinct().ToList();
        var jobs = await db.Jobs.Include(j => j.Lines).Where(j => ids.Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
        var parts = new List<Part>();
        foreach (var part in entries.GroupBy(e => jobs[e.JobId] is var job ? (job.LegalEntityId, job.ClientId, job.Currency) : default))
        {
            if (!(await OrderAsync(db, [.. part], jobs, input.By, ct)).TryGet(out var ordered, out var refused))
            {
                return refused;
            }

            parts.Add(ordered);
        }

        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? new Billed(parts, TimeRounding.Hours(entries.Sum(e => e.OverMinutes)), entries.Count, leftOut) : Result<Billed>.Refused(saved.Refusals);
    }

    /// <summary>Orders the lines of one invoice, in the caller's save; refused where a piece of time is not to be billed.</summary>
    private async Task<Result<Part>> OrderAsync(PortalDbContext db, List<TimeEntry> entries, Dictionary<long, Job> jobs, Grouping by, CancellationToken ct)
    {
        var first = jobs[entries[0].JobId];
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(p => db.WorkRules.Any(r => r.LegalEntityId == first.LegalEntityId && r.HourProductId == p.Id), ct);
        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == first.ClientId, ct);
        var positionId = client.FiscalPositionWith(first.LegalEntityId);
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).SingleOrDefaultAsync(p => p.Id == positionId, ct);
        var names = await TicketTimeLines.NamesAsync(db, entries, by, client.Language, ct);
        var orders = await TicketTimeLines.OrdersAsync(db, entries, ct);
        var (lines, now) = (new List<DraftInvoice.LineQuantity>(), clock.GetUtcNow().UtcDateTime);
        foreach (var ofJob in entries.GroupBy(e => jobs[e.JobId]))
        {
            var job = ofJob.Key;
            foreach (var group in ofJob.GroupBy(e => (Name: names(e), Rate: e.OverRate ?? product!.UnitPrice, e.OrderLineId)))
            {
                var hours = TimeRounding.Hours(group.Sum(e => e.OverMinutes));
                var line = group.Key.OrderLineId is { } order
                    ? TicketTimeLines.AsOrdered(orders[order], group.Key.Name, hours, group.Key.Rate, product?.Unit.In(client.Language) ?? "h")
                    : TicketTimeLines.OfWork(product!, position, client.Language, group.Key.Name, hours, group.Key.Rate, job.PurchaseOrder);
                job.Order(line);
                if (group.Select(e => e.Bill(line.Id)).FirstOrDefault(r => !r.Succeeded)?.Refusal is { } refused)
                {
                    return refused;
                }

                lines.Add(new(line.Id, line.Quantity));
            }

            JobsToInvoiceAgain.OpenWithMore(db, job, user, now);
            db.TimelineEntries.Add(new TimelineEntry(
                job.ClientId, job.Id, now, user, "Timesheets.Billed", nameof(Job), job.Id, TimeRounding.Hours(ofJob.Sum(e => e.OverMinutes))));
        }

        return new Part(first.Id, first.Number, lines);
    }

    private static async Task<Result<List<TimeEntry>>> EntriesAsync(PortalDbContext db, TimeScope of, CancellationToken ct)
    {
        if (of.JobId is { } jobId)
        {
            var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == jobId, ct);
            if (job is null or { IsFinished: true })
            {
                return job is null ? Refusal.NotFound : Refusal.NotNow("Timesheets.JobIsFinished", job.Number);
            }
        }

        var entries = await UnpricedTime.Without(db, await of.ToBillAsync(db, ct)).OrderBy(e => e.Day).ThenBy(e => e.Id).Take(Most).ToListAsync(ct);
        return entries.Count == 0 ? Refusal.NotNow(NothingToBill) : entries;
    }
}
