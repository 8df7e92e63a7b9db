using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>One page of everybody's time, newest first, with what it cost, and the sums of all that was asked for.</summary>
public sealed class ListTimeEntries(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <summary>Of more entries than this no sums are made: they would take longer than the list.</summary>
    public const int MostAddedUp = 5000;

    /// <param name="ToBill">Only approved time to invoice that is on no line of its job.</param>
    /// <param name="Undecided">Only time over the hours of an order that allows none, of which nobody decided.</param>
    public sealed record Input(
        PageRequest Page, string Search = "", long? JobId = null, long? VisitId = null, long? UserId = null, DateOnly? From = null, DateOnly? To = null,
        TimeEntryState? State = null, bool ToBill = false, bool Undecided = false);

    public sealed record Row(
        long Id, DateOnly Day, string Person, long JobId, string JobNumber, string JobName, string ClientName, long? VisitId, string VisitNumber, int? Minutes, string Note,
        bool IsBillable, TimeEntryState State, bool IsBilled, decimal Cost, string Currency, bool IsUndecided, int OverMinutes, long? TicketId, string TicketNumber = "", int PrepaidMinutes = 0)
    {
        /// <summary>All of it is taken from prepaid hours: nothing of it is to be invoiced.</summary>
        public bool IsPrepaid => PrepaidMinutes > 0 && OverMinutes == 0;

        public decimal? Hours => Minutes is { } minutes ? Math.Round(minutes / 60m, 2, MidpointRounding.AwayFromZero) : null;
    }

    /// <param name="Minutes">Of everything that was asked for, not of the page alone.</param>
    public sealed record Sum(string Currency, int Minutes, decimal Cost);

    /// <param name="Sums">By currency of the jobs; null of more entries than <see cref="MostAddedUp"/>.</param>
    public sealed record Found(IReadOnlyList<Row> Rows, int Total, IReadOnlyList<Sum>? Sums);

    public async Task<Result<Found>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.TimesheetsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entries = Filter(await SearchedAsync(db, input.Search, ct), input).Only(input.Page);
        var total = await entries.CountAsync(ct);
        // What stands beside an entry is read for one page only.
        var ids = await Sort(entries, input.Page).Skip(input.Page.Skip).Take(input.Page.Take).Select(e => e.Id).ToListAsync(ct);
        var rows = await RowsAsync(db, ids, ct);
        var sums = total > MostAddedUp ? null : await entries.Join(db.Jobs, e => e.JobId, j => j.Id, (e, j) => new { j.Currency, Minutes = e.Minutes ?? 0, e.Cost }).GroupBy(e => e.Currency)
            .OrderBy(g => g.Key).Select(g => new Sum(g.Key, g.Sum(e => e.Minutes), g.Sum(e => e.Cost))).ToListAsync(ct);
        return new Found(rows, total, sums);
    }

    private static async Task<List<Row>> RowsAsync(PortalDbContext db, List<long> ids, CancellationToken ct)
    {
        var rows = await (
            from e in db.TimeEntries.AsNoTracking()
            where ids.Contains(e.Id)
            join j in db.Jobs on e.JobId equals j.Id
            select new
            {
                Entry = e,
                Job = new { j.Number, j.Name, j.Currency },
                Person = db.Users.Where(u => u.Id == e.UserId).Select(u => u.DisplayName).First(),
                Client = db.Clients.Where(c => c.Id == e.ClientId).Select(c => c.Name).First(),
                Visit = db.Visits.Where(v => v.Id == e.VisitId).Select(v => v.Number).FirstOrDefault(),
                Ticket = db.Tickets.Where(t => t.Id == e.TicketId).Select(t => t.Number).FirstOrDefault(),
            }).ToListAsync(ct);
        return [.. rows.OrderBy(r => ids.IndexOf(r.Entry.Id)).Select(r => new Row(
            r.Entry.Id, r.Entry.Day, r.Person, r.Entry.JobId, r.Job.Number, r.Job.Name, r.Client, r.Entry.VisitId, r.Visit ?? "", r.Entry.Minutes, r.Entry.Note,
            r.Entry.MayBeInvoiced, r.Entry.State, r.Entry.JobLineId is not null, r.Entry.Cost, r.Job.Currency, r.Entry.IsUndecided, r.Entry.OverMinutes, r.Entry.TicketId, r.Ticket ?? "", r.Entry.PrepaidMinutes))];
    }

    private static async Task<IQueryable<TimeEntry>> SearchedAsync(PortalDbContext db, string search, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(search))
        {
            return db.TimeEntries.AsNoTracking();
        }

        return await JobNarrowing.IdsAsync(db, search, ct) is { } jobs
            ? db.TimeEntries.AsNoTracking().Where(e => EF.Parameter(jobs).Contains(e.JobId))
            : db.TimeEntries.AsNoTracking().Where(e => JobNarrowing.Searched(db, db.Jobs, search).Select(j => j.Id).Contains(e.JobId));
    }

    private static IQueryable<TimeEntry> Filter(IQueryable<TimeEntry> entries, Input input)
    {
        // Said as constants, so that the indexes of each are seen to hold them all.
        entries = !input.ToBill ? entries : entries.Where(e => e.Billing == TimeBilling.ToBill);
        entries = !input.Undecided ? entries : entries.Where(e => e.Billing == TimeBilling.ToDecide);

        return entries.Where(e => (input.JobId == null || e.JobId == input.JobId) && (input.VisitId == null || e.VisitId == input.VisitId)
            && (input.UserId == null || e.UserId == input.UserId) && (input.From == null || e.Day >= input.From) && (input.To == null || e.Day <= input.To)
            && (input.State == null || e.State == input.State));
    }

    private static IQueryable<TimeEntry> Sort(IQueryable<TimeEntry> entries, PageRequest page) => (page.Sort, page.Descending) switch
    {
        ("day", false) => entries.OrderBy(e => e.Day).ThenBy(e => e.Id),
        ("hours", false) => entries.OrderBy(e => e.Minutes).ThenBy(e => e.Id),
        ("hours", true) => entries.OrderByDescending(e => e.Minutes).ThenByDescending(e => e.Id),
        _ => entries.OrderByDescending(e => e.Day).ThenByDescending(e => e.Id),
    };
}
