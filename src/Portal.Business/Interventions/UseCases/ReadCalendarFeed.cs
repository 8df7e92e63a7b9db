using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions.Planning;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// The visits of a technician for a calendar program: the secret in the address is the permission, for as long as the person is an active
/// technician whose account no administrator has locked.
/// </summary>
public sealed class ReadCalendarFeed(PortalDbContextFactory contexts, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>Days before and after today that a feed holds.</summary>
    private const int Before = 60;
    private const int After = 400;
    private const int LongestSecret = 64;

    public async Task<Result<DocumentFile>> RunAsync(string secret, CancellationToken ct)
    {
        if (secret.Length is 0 or > LongestSecret || !secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return Refusal.NotFound;
        }

        var hash = LinkSecret.Hash(secret);
        var now = clock.GetUtcNow();
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var who = await (
            from technician in db.Technicians.AsNoTracking().Where(t => t.CalendarSecretHash == hash && t.IsActive)
            join person in db.Users on technician.UserId equals person.Id
            join entity in db.LegalEntities on technician.LegalEntityId equals entity.Id
            select new { person.Id, Name = person.DisplayName, person.LockedAt, Company = entity.Name, entity.Email }).FirstOrDefaultAsync(ct);
        if (who is null || who.LockedAt is not null)
        {
            return Refusal.NotFound;
        }

        var (first, last) = (now.UtcDateTime.AddDays(-Before), now.UtcDateTime.AddDays(After));
        var visits = await (
            from visit in db.Visits.AsNoTracking().Where(v => v.StartsAt > first && v.StartsAt < last && (v.TechnicianId == who.Id || v.Crew.Any(h => h.UserId == who.Id)))
            join request in db.ServiceRequests on visit.RequestId equals request.Id
            join client in db.Clients on visit.ClientId equals client.Id
            join place in db.Sites on visit.SiteId equals (long?)place.Id into places
            from found in places.DefaultIfEmpty()
            orderby visit.StartsAt, visit.Id
            select new { Visit = visit, request.Title, request.Number, Client = client.Name, Site = found, client.BillingAddress }).ToListAsync(ct);
        var host = new Uri(site.Value.Link("")).Host;
        var file = VisitCalendar.Write(who.Name, (who.Company, who.Email), visits.Select(v => new CalendarVisit(
            VisitNotices.Uid(v.Visit.Id, host), v.Visit.Version, now.UtcDateTime, v.Visit.StartsAt, v.Visit.EndsAt, v.Visit.Status, $"{v.Client} – {v.Title}",
            string.Join(", ", (v.Site?.Address ?? v.BillingAddress).Lines()), $"{v.Visit.Number} · {v.Number}", site.Value.Link($"visits/{v.Visit.Id}"))));
        return new DocumentFile("visits.ics", VisitCalendar.ContentType, file);
    }
}
