using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail;

namespace Portal.Business.Interventions.Planning;

/// <summary>What a client is told of a visit.</summary>
public enum VisitNews
{
    Confirmed,
    Moved,
    Cancelled,
    Reminder,
}

/// <summary>
/// Tells the client of a visit by mail, in the client's language, with a calendar file: goes to the request's contact, or to the billing
/// manager where there is none. Written in the save that changes the visit.
/// </summary>
public sealed class VisitNotices(MailComposer composer, Outbox outbox, IOptions<SiteOptions> site, TimeProvider clock)
{
    public static IReadOnlyDictionary<VisitNews, MailKind> Kinds { get; } = new Dictionary<VisitNews, MailKind>
    {
        [VisitNews.Confirmed] = Kind("visit-notice.confirmed"),
        [VisitNews.Moved] = Kind("visit-notice.moved"),
        [VisitNews.Cancelled] = Kind("visit-notice.cancelled"),
        [VisitNews.Reminder] = Kind("visit-notice.reminder"),
    };

    /// <summary>
    /// One message for all visits of which one person hears: of a series, or of several requests of a client. None where there are none. One that nobody has an
    /// address for waits in the outbox for somebody to see to it; it does not count, and the answer names the client.
    /// </summary>
    internal async Task<VisitsTold> AddAsync(PortalDbContext db, IReadOnlyList<Visit> visits, VisitNews news, CancellationToken ct)
    {
        var groups = await GroupAsync(db, visits, ct);
        foreach (var group in groups)
        {
            await AddAsync(db, group, news, ct);
        }

        return new VisitsTold(groups.Count(g => g.Contact is not null), Untold(groups));
    }

    /// <summary>Of whom nobody has an address, before anybody is told.</summary>
    internal static async Task<IReadOnlyList<VisitsTold.Untold>> UnreachedAsync(PortalDbContext db, IReadOnlyList<Visit> visits, CancellationToken ct) => Untold(await GroupAsync(db, visits, ct));

    private static List<VisitsTold.Untold> Untold(IEnumerable<Told> groups) =>
        [.. groups.Where(g => g.Contact is null).SelectMany(g => g.Visits.Select(v => new VisitsTold.Untold(v.Visit.Id, g.Client.Name)))];

    private static async Task<IReadOnlyList<Told>> GroupAsync(PortalDbContext db, IReadOnlyList<Visit> visits, CancellationToken ct)
    {
        if (visits.Count == 0)
        {
            return [];
        }

        var requestIds = visits.Select(v => v.RequestId).Distinct().ToList();
        var requests = db.ServiceRequests.Local.Where(r => requestIds.Contains(r.Id)).ToDictionary(r => r.Id);
        var missing = requestIds.Where(id => !requests.ContainsKey(id)).ToList();
        foreach (var request in missing.Count == 0 ? [] : await db.ServiceRequests.AsNoTracking().Where(r => missing.Contains(r.Id)).ToListAsync(ct))
        {
            requests[request.Id] = request;
        }

        var (clientIds, entityIds) = (visits.Select(v => v.ClientId).Distinct().ToList(), visits.Select(v => v.LegalEntityId).Distinct().ToList());
        var clients = await db.Clients.AsNoTracking().Include(c => c.Contacts).Where(c => clientIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var entities = await db.LegalEntities.AsNoTracking().Where(e => entityIds.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
        return [.. visits.OrderBy(v => v.StartsAt).ThenBy(v => v.Id).Select(v => (Visit: v, Request: requests[v.RequestId], Contact: Recipient(clients[v.ClientId], requests[v.RequestId])))
            .GroupBy(v => (v.Visit.LegalEntityId, v.Visit.ClientId, v.Contact?.Id))
            .Select(g => new Told([.. g.Select(v => (v.Visit, v.Request))], clients[g.Key.ClientId], entities[g.Key.LegalEntityId], g.First().Contact))];
    }

    /// <summary>What one person hears of.</summary>
    /// <param name="Visits">In the order of their times.</param>
    private sealed record Told(IReadOnlyList<(Visit Visit, ServiceRequest Request)> Visits, Client Client, LegalEntity Entity, Contact? Contact);

    private async Task AddAsync(PortalDbContext db, Told told, VisitNews news, CancellationToken ct)
    {
        var ((visit, request), client, entity, contact) = (told.Visits[0], told.Client, told.Entity, told.Contact);
        var places = new Dictionary<long, DeliveryPlace>();
        foreach (var site in told.Visits.Select(v => v.Visit.SiteId ?? 0).Distinct())
        {
            places[site] = (site == 0 ? null : await ClientSites.PlaceAsync(db, site, ct)) ?? new DeliveryPlace("", client.BillingAddress);
        }

        var who = told.Visits.Select(v => v.Visit.TechnicianId).OfType<long>().Distinct().ToList();
        var technicians = await db.Users.Where(u => who.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        var words = Words(client.Language, entity, visit);
        var mail = await composer.ComposeAsync(
            db, Kinds[news].Name, client.Language, MailBrand.Of(entity),
            new Dictionary<string, string?>
            {
                ["Contact.Name"] = contact?.Name ?? client.Name,
                ["Client.Name"] = client.Name,
                ["Visit.Number"] = visit.Number,
                ["Visit.What"] = request.Title,
                ["Visit.Date"] = words.Date,
                ["Visit.Time"] = words.Time,
                ["Visit.Place"] = Said(places[visit.SiteId ?? 0]),
                ["Visit.Technician"] = technicians.GetValueOrDefault(visit.TechnicianId ?? 0),
                ["Visit.Others"] = string.Join(" | ", told.Visits.Skip(1).Select(v => Other(v.Visit, v.Request))),
                ["Visit.Reason"] = visit.Reason,
            },
            ct);
        outbox.Add(db, new NewMessage(Kinds[news].Name, mail)
        {
            About = new SubjectRef(nameof(Visit), visit.Id),
            ClientId = client.Id,
            LegalEntityId = entity.Id,
            From = Outbox.SenderOf(entity),
            To = contact is null ? [] : [new MailContact(contact.Email, contact.Name)],
            Attachments = [File(told, places, news == VisitNews.Cancelled)],
            DedupeKey = $"visit:{visit.Id}:{news}:{(news == VisitNews.Reminder ? visit.StartsAt.Ticks : visit.Version)}",
        });

        // What differs from the first one is said with it.
        string Other(Visit other, ServiceRequest its)
        {
            var (date, time) = Words(client.Language, entity, other);
            string[] more =
            [
                its.Id == request.Id ? "" : its.Title, other.SiteId == visit.SiteId ? "" : Said(places[other.SiteId ?? 0]),
                other.TechnicianId == visit.TechnicianId ? "" : technicians.GetValueOrDefault(other.TechnicianId ?? 0, ""),
            ];
            return string.Join(", ", more.Where(m => m.Length > 0).Prepend($"{date}, {time}"));
        }
    }

    private static string Said(DeliveryPlace place) => string.Join(", ", place.Address.Lines().Prepend(place.Name).Where(l => l.Length > 0));

    /// <summary>Stays the same whatever becomes of the visit.</summary>
    public static string Uid(long visitId, string host) => $"visit-{visitId:x}@{host}";

    private MailAttachment File(Told told, Dictionary<long, DeliveryPlace> places, bool cancelled)
    {
        var entity = told.Entity;
        var file = VisitCalendar.Write(
            entity.Name, (entity.Name, entity.Email),
            told.Visits.Select(v => new CalendarVisit(
                Uid(v.Visit.Id, new Uri(site.Value.Link("")).Host), v.Visit.Version + 1, clock.GetUtcNow().UtcDateTime, v.Visit.StartsAt, v.Visit.EndsAt, v.Visit.Status,
                $"{entity.Name} – {v.Request.Title}", string.Join(", ", places[v.Visit.SiteId ?? 0].Address.Lines()), v.Visit.Number)),
            cancelled);
        return MailAttachment.Of(new DocumentFile($"{told.Visits[0].Visit.Number}.ics", VisitCalendar.MailType(cancelled), file));
    }

    /// <summary>The request's contact, else the billing manager: whoever still works there and has an address.</summary>
    internal static Contact? Recipient(Client client, ServiceRequest request) =>
        client.Contacts.Find(c => c.Id == request.ContactId && c is { IsActive: true, Email.Length: > 0 })
        ?? client.Contacts.Find(c => c.Id == client.BillingManagerId && c is { IsActive: true, Email.Length: > 0 });

    /// <summary>On the wall clock of the company that comes.</summary>
    private static (string Date, string Time) Words(string language, LegalEntity entity, Visit visit)
    {
        var formats = Formats.For(language);
        var (day, from, _) = VisitTimes.Local(entity, visit.StartsAt, visit.EndsAt);
        var weekday = formats.Culture.DateTimeFormat.GetDayName(day.DayOfWeek);
        string Time(DateTime utc) => formats.Time(TimeOnly.FromDateTime(entity.Local(utc)));
        var time = visit is { ArrivalFrom: { } first, ArrivalTo: { } last }
            ? TextsIn.Get<PlanningText>(language, "ArrivalBetween", Time(first), Time(last))
            : TextsIn.Get<PlanningText>(language, "ArrivalAt", formats.Time(from));
        return ($"{weekday} {formats.LongDate(day)}", time);
    }

    private static MailKind Kind(string name) => new(
        name, typeof(PlanningText), "Contact.Name", "Client.Name", "Visit.Number", "Visit.What", "Visit.Date", "Visit.Time", "Visit.Place", "Visit.Technician", "Visit.Others", "Visit.Reason");
}
