using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>
/// Puts the approved time of a job that is to be invoiced on one ordered line of it, by the hour and rounded by the company's rule. Each
/// entry goes on one line, once: its version decides between two people. From there the job bills it like any other line.
/// </summary>
public sealed class BillJobTime(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private const int Most = 2000;

    public sealed record Input(long JobId);

    /// <param name="Hours">On the line; four decimals.</param>
    public sealed record Billed(long JobLineId, decimal Hours, int Entries);

    public async Task<Result<Billed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit) || !user.Has(Permissions.TimesheetsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var job = await db.Jobs.Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job is null)
        {
            return Refusal.NotFound;
        }

        if (job.IsFinished)
        {
            return Refusal.NotNow("Timesheets.JobIsFinished", job.Number);
        }

        var rules = await db.WorkRules.AsNoTracking().SingleOrDefaultAsync(r => r.LegalEntityId == job.LegalEntityId, ct) ?? WorkRules.Usual(job.LegalEntityId);
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == rules.HourProductId, ct);
        if (product is null)
        {
            return Refusal.NotNow("Timesheets.NoHourProduct");
        }

        var entries = await db.TimeEntries.Where(e => e.JobId == job.Id && e.Billing == TimeBilling.ToBill && e.TicketId == null)
            .OrderBy(e => e.Day).ThenBy(e => e.Id).Take(Most).ToListAsync(ct);
        if (entries.Count == 0)
        {
            return Refusal.NotNow("Timesheets.NothingToBill");
        }

        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == job.ClientId, ct);
        var positionId = client.FiscalPositionWith(job.LegalEntityId);
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).SingleOrDefaultAsync(p => p.Id == positionId, ct);
        var hours = TimeRounding.Hours(TimeRounding.ToBill(entries, await BilledBeforeAsync(db, job, entries, ct), rules));
        if (hours == 0)
        {
            return Refusal.NotNow("Timesheets.NothingToBill");
        }

        var line = TicketTimeLines.OfWork(product, position, client.Language, Days(entries, client.Language), hours, product.UnitPrice, job.PurchaseOrder);
        job.Order(line);
        if (entries.Select(e => e.Bill(line.Id)).FirstOrDefault(r => !r.Succeeded)?.Refusal is { } refused)
        {
            return refused;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        JobsToInvoiceAgain.OpenWithMore(db, job, user, now);
        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, now, user, "Timesheets.Billed", nameof(Job), job.Id, hours));
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? new Billed(line.Id, hours, entries.Count) : Result<Billed>.Refused(saved.Refusals);
    }

    /// <summary>Of the same people on the same days: a minimum and a begun step are billed once. Time of tickets is rounded by its team and billed by itself.</summary>
    private static async Task<List<TimeEntry>> BilledBeforeAsync(PortalDbContext db, Job job, List<TimeEntry> entries, CancellationToken ct)
    {
        var (people, from, to) = (entries.Select(e => e.UserId).Distinct().ToList(), entries[0].Day, entries[^1].Day);
        return await db.TimeEntries.AsNoTracking()
            .Where(e => e.JobId == job.Id && e.TicketId == null && e.JobLineId != null && e.Minutes != null && e.Day >= from && e.Day <= to && people.Contains(e.UserId)).ToListAsync(ct);
    }

    /// <summary>The first and the last, in the client's language.</summary>
    private static string Days(List<TimeEntry> entries, string language)
    {
        var formats = Formats.For(language);
        var (first, last) = (formats.Date(entries[0].Day), formats.Date(entries[^1].Day));
        return first == last ? first : $"{first} – {last}";
    }
}
