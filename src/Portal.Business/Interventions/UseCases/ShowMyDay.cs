using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>The visits of the signed-in person on a day, those they lead and those they come along to.</summary>
public sealed class ShowMyDay(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Day">Null: today, in the time zone of the technician's company.</param>
    public sealed record Input(DateOnly? Day = null);

    /// <param name="StartsAt">In the legal entity's time zone.</param>
    public sealed record Row(
        long Id, string Number, DateTime StartsAt, DateTime EndsAt, DateTime? ArrivalFrom, DateTime? ArrivalTo, VisitStatus Status, string Title, RequestPriority Priority,
        string ClientName, string Phone, string SiteName, IReadOnlyList<string> AddressLines, bool Leads, bool Runs);

    public sealed record Shown(DateOnly Day, DateOnly Today, IReadOnlyList<Row> Visits);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entities = await db.LegalEntities.AsNoTracking().ToListAsync(ct);
        var homeId = await db.Technicians.Where(t => t.UserId == me).Select(t => (long?)t.LegalEntityId).SingleOrDefaultAsync(ct);
        var home = entities.Find(e => e.Id == homeId) ?? entities.OrderBy(e => e.Id).FirstOrDefault();
        if (home is null)
        {
            return Refusal.NotFound;
        }

        var today = home.Today(clock);
        var day = input.Day ?? today;
        var (from, to) = (home.ToUtc(day, TimeOnly.MinValue), home.ToUtc(day.AddDays(1), TimeOnly.MinValue));
        var visits = await db.Visits.AsNoTracking()
            .Where(v => v.StartsAt < to && v.EndsAt > from && v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed
                && (v.TechnicianId == me || v.Crew.Any(h => h.UserId == me)))
            .OrderBy(v => v.StartsAt).ThenBy(v => v.Id)
            .Select(v => new
            {
                v.Id,
                v.Number,
                v.StartsAt,
                v.EndsAt,
                v.ArrivalFrom,
                v.ArrivalTo,
                v.Status,
                v.LegalEntityId,
                v.TechnicianId,
                Request = db.ServiceRequests.Where(r => r.Id == v.RequestId).Select(r => new { r.Title, r.Priority, r.ContactId }).First(),
                Client = db.Clients.Where(c => c.Id == v.ClientId).Select(c => new { c.Name, c.Phone, c.BillingAddress }).First(),
                Site = db.Sites.Where(s => s.Id == v.SiteId).Select(s => new { s.Name, s.Code, s.Address }).FirstOrDefault(),
                ContactPhone = db.Contacts.Where(c => db.ServiceRequests.Any(r => r.Id == v.RequestId && r.ContactId == c.Id)).Select(c => c.Phone).FirstOrDefault(),
                Runs = db.TimeEntries.Any(e => e.VisitId == v.Id && e.RunningUserId == me),
            }).ToListAsync(ct);
        return new Shown(day, today, [.. visits.Select(v =>
        {
            var entity = entities.Find(e => e.Id == v.LegalEntityId)!;
            return new Row(
                v.Id, v.Number, entity.Local(v.StartsAt), entity.Local(v.EndsAt), Local(entity, v.ArrivalFrom), Local(entity, v.ArrivalTo), v.Status, v.Request.Title,
                v.Request.Priority, v.Client.Name, string.IsNullOrEmpty(v.ContactPhone) ? v.Client.Phone : v.ContactPhone, v.Site is null ? "" : Site.NameWith(v.Site.Name, v.Site.Code),
                (v.Site?.Address ?? v.Client.BillingAddress).Lines(), v.TechnicianId == me, v.Runs);
        })]);
    }

    private static DateTime? Local(LegalEntity entity, DateTime? at) => at is { } utc ? entity.Local(utc) : null;
}
