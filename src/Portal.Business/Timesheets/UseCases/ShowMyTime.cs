using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>A week of one's own time, and the timer that runs.</summary>
public sealed class ShowMyTime(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Day">A day of the week to show; null: today.</param>
    public sealed record Input(DateOnly? Day = null);

    /// <param name="RunsSince">UTC; null: no timer.</param>
    public sealed record Row(
        long Id, DateOnly Day, long JobId, string JobNumber, string JobName, string ClientName, long? VisitId, string VisitNumber, int? Minutes, string Note, bool IsBillable,
        TimeEntryState State, bool IsBilled, DateTime? RunsSince, int Version, long? TicketId = null, string Ticket = "");

    /// <param name="Monday">The first day of the week.</param>
    public sealed record Shown(DateOnly Monday, DateOnly Today, IReadOnlyList<Row> Rows, Row? Running);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.TimesheetsOwn) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entities = await db.LegalEntities.AsNoTracking().ToListAsync(ct);
        var homeId = await db.Technicians.Where(t => t.UserId == me).Select(t => (long?)t.LegalEntityId).SingleOrDefaultAsync(ct);
        var today = (entities.Find(e => e.Id == homeId) ?? entities.OrderBy(e => e.Id).FirstOrDefault())?.Today(clock) ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var day = input.Day ?? today;
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var sunday = monday.AddDays(6);
        var rows = (await db.TimeEntries.AsNoTracking().Where(e => e.UserId == me && ((e.Day >= monday && e.Day <= sunday) || e.RunningUserId == me))
            .OrderBy(e => e.Day).ThenBy(e => e.Id).Take(1000)
            .Select(e => new
            {
                Entry = e,
                Job = db.Jobs.Where(j => j.Id == e.JobId).Select(j => new { j.Number, j.Name }).First(),
                Client = db.Clients.Where(c => c.Id == e.ClientId).Select(c => c.Name).First(),
                Visit = db.Visits.Where(v => v.Id == e.VisitId).Select(v => v.Number).FirstOrDefault(),
                Ticket = db.Tickets.Where(t => t.Id == e.TicketId).Select(t => t.Number + " · " + t.Title).FirstOrDefault(),
            }).ToListAsync(ct)).Select(r => new Row(
                r.Entry.Id, r.Entry.Day, r.Entry.JobId, r.Job.Number, r.Job.Name, r.Client, r.Entry.VisitId, r.Visit ?? "", r.Entry.Minutes, r.Entry.Note, r.Entry.IsBillable,
                r.Entry.State, r.Entry.JobLineId is not null, r.Entry.IsRunning ? r.Entry.StartedAt : null,
                r.Entry.Version, r.Entry.TicketId, r.Ticket ?? "")).ToList();
        return new Shown(monday, today, [.. rows.Where(r => r.Day >= monday && r.Day <= sunday)], rows.Find(r => r.Minutes is null));
    }
}
