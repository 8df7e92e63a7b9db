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

    /// <summary>One message for all of them, which are of one request; none where there are none.</summary>
    internal async Task AddAsync(PortalDbContext db, IReadOnlyList<Visit> visits, VisitNews news, CancellationToken ct)
    {
        if (visits.Count == 0)
        {
            return;
        }

        visits = [.. visits.OrderBy(v => v.StartsAt).ThenBy(v => v.Id)];
        var visit = visits[0];
        var request = db.ServiceRequests.Local.FirstOrDefault(r => r.Id == visit.RequestId)
            ?? await db.ServiceRequests.AsNoTracking().SingleAsync(r => r.Id == visit.RequestId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == visit.ClientId, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == visit.LegalEntityId, ct);
        var place = await ClientSites.PlaceAsync(db, visit.SiteId, ct) ?? new DeliveryPlace("", client.BillingAddress);
        var technician = visit.TechnicianId is { } id ? await db.Users.Where(u => u.Id == id).Select(u => u.DisplayName).SingleOrDefaultAsync(ct) : null;
        var contact = Recipient(client, request);
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
                ["Visit.Place"] = string.Join(", ", place.Address.Lines().Prepend(place.Name).Where(l => l.Length > 0)),
                ["Visit.Technician"] = technician,
                ["Visit.Others"] = string.Join(" · ", visits.Skip(1).Select(v => Words(client.Language, entity, v)).Select(w => $"{w.Date}, {w.Time}")),
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
            Attachments = [File(visits, request, entity, place, news == VisitNews.Cancelled)],
            DedupeKey = $"visit:{visit.Id}:{news}:{(news == VisitNews.Reminder ? visit.StartsAt.Ticks : visit.Version)}",
        });
    }

    /// <summary>Stays the same whatever becomes of the visit.</summary>
    public static string Uid(long visitId, string host) => $"visit-{visitId:x}@{host}";

    private MailAttachment File(IReadOnlyList<Visit> visits, ServiceRequest request, LegalEntity entity, DeliveryPlace place, bool cancelled)
    {
        var file = VisitCalendar.Write(
            entity.Name, (entity.Name, entity.Email),
            visits.Select(v => new CalendarVisit(
                Uid(v.Id, new Uri(site.Value.Link("")).Host), v.Version + 1, clock.GetUtcNow().UtcDateTime, v.StartsAt, v.EndsAt, v.Status, $"{entity.Name} – {request.Title}",
                string.Join(", ", place.Address.Lines()), v.Number)),
            cancelled);
        return MailAttachment.Of(new DocumentFile($"{visits[0].Number}.ics", VisitCalendar.MailType(cancelled), file));
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
