using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Timesheets;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// Puts the approved time of tickets that no prepaid hours cover, of a job, a ticket or a client, on ordered lines of its jobs: one for each ticket, person or day, at the price
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

    /// <param name="JobId">All of this job.</param>
    /// <param name="TicketId">Where no job is named: all of this ticket, on open jobs.</param>
    /// <param name="ClientId">Where neither is: all of this client, on open jobs.</param>
    public sealed record Input(long? JobId, Grouping By, long? TicketId = null, long? ClientId = null);

    /// <param name="JobId">To which an invoice of them belongs.</param>
    /// <param name="Hours">On all lines; four decimals.</param>
    /// <param name="Lines">What to put on an invoice of them.</param>
    public sealed record Billed(long JobId, IReadOnlyList<DraftInvoice.LineQuantity> Lines, decimal Hours, int Entries);

    public async Task<Result<Billed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit) || !user.Has(Permissions.TimesheetsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await EntriesAsync(db, input, ct)).TryGet(out var entries, out var none))
        {
            return none;
        }

        var ids = entries.Select(e => e.JobId).Distinct().ToList();
        var jobs = await db.Jobs.Include(j => j.Lines).Where(j => ids.Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
        var first = jobs[entries[0].JobId];

        // One invoice is of one company, in one currency: what is left is billed by the next one.
        entries = entries.FindAll(e => jobs[e.JobId] is var job && job.LegalEntityId == first.LegalEntityId && job.Currency == first.Currency);
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(p => db.WorkRules.Any(r => r.LegalEntityId == first.LegalEntityId && r.HourProductId == p.Id), ct);
        if (product is null && entries.Exists(e => e.OrderLineId is null))
        {
            return Refusal.NotNow("Timesheets.NoHourProduct");
        }

        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == first.ClientId, ct);
        var positionId = client.FiscalPositionWith(first.LegalEntityId);
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).SingleOrDefaultAsync(p => p.Id == positionId, ct);
        var names = await TicketTimeLines.NamesAsync(db, entries, input.By, client.Language, ct);
        var orders = await TicketTimeLines.OrdersAsync(db, entries, ct);
        var (lines, minutes, now) = (new List<DraftInvoice.LineQuantity>(), 0, clock.GetUtcNow().UtcDateTime);
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
                foreach (var entry in group)
                {
                    entry.Bill(line.Id);
                }

                lines.Add(new(line.Id, line.Quantity));
            }

            minutes += ofJob.Sum(e => e.OverMinutes);
            db.TimelineEntries.Add(new TimelineEntry(
                job.ClientId, job.Id, now, user, "Timesheets.Billed", nameof(Job), job.Id, TimeRounding.Hours(ofJob.Sum(e => e.OverMinutes))));
        }

        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? new Billed(first.Id, lines, TimeRounding.Hours(minutes), entries.Count) : Result<Billed>.Refused(saved.Refusals);
    }

    private static async Task<Result<List<TimeEntry>>> EntriesAsync(PortalDbContext db, Input input, CancellationToken ct)
    {
        if (input.JobId is { } jobId)
        {
            var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == jobId, ct);
            if (job is null or { IsFinished: true })
            {
                return job is null ? Refusal.NotFound : Refusal.NotNow("Timesheets.JobIsFinished", job.Number);
            }
        }

        var named = input.JobId is { } ofJob ? TicketTimeToBill.OfJob(db, ofJob)
            : input.TicketId is { } ticket ? TicketTimeToBill.OfTickets(db, await MergedTickets.AllOfAsync(db, ticket, ct))
            : TicketTimeToBill.OfClient(db, input.ClientId ?? 0);
        var entries = await named.OrderBy(e => e.Day).ThenBy(e => e.Id).Take(Most).ToListAsync(ct);
        return entries.Count == 0 ? Refusal.NotNow("Timesheets.NothingToBill") : entries;
    }
}
