using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions.Documents;

namespace Portal.Business.Interventions.Planning;

/// <summary>Demonstration data: technicians in teams, requests that wait, and visits of the last week, this one and the next.</summary>
public sealed class DemoPlanning(PortalDbContextFactory contexts, VisitReports reports, TimeProvider clock)
{
    private static readonly string[] Colors = ["#2f6f9f", "#9a5b13", "#3c7a3a", "#7b4fa3"];

    private static readonly (string Title, int Minutes, RequestPriority Priority)[] Work =
    [
        ("Pose de l’enseigne de façade", 180, RequestPriority.Normal), ("Éclairage de l’enseigne en panne", 90, RequestPriority.Urgent),
        ("Lettrage de deux véhicules", 240, RequestPriority.Normal), ("Entretien annuel du traceur", 120, RequestPriority.Low),
        ("Relevé de mesures", 60, RequestPriority.Normal), ("Dépose d’un ancien panneau", 120, RequestPriority.High),
        ("Pose de la vitrophanie", 150, RequestPriority.Normal), ("Réglage de la presse", 90, RequestPriority.High),
    ];

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        if (await db.Technicians.AnyAsync(ct))
        {
            return;
        }

        foreach (var entity in await db.LegalEntities.AsNoTracking().OrderBy(e => e.Id).ToListAsync(ct))
        {
            var clients = await db.Clients.Include(c => c.Contacts).Where(c => c.LegalEntityId == entity.Id && c.IsActive).OrderBy(c => c.Id).Take(6).ToListAsync(ct);
            var sites = await db.Sites.AsNoTracking().Where(s => s.IsActive).ToListAsync(ct);
            if (clients.Count == 0)
            {
                continue;
            }

            var people = await PeopleAsync(db, entity, ct);
            var now = clock.GetUtcNow().UtcDateTime;
            var monday = entity.DayOf(now).AddDays(-(((int)entity.DayOf(now).DayOfWeek + 6) % 7));
            db.Absences.Add(new Absence
            {
                UserId = people[^1],
                From = entity.ToUtc(monday.AddDays(3), TimeOnly.MinValue),
                To = entity.ToUtc(monday.AddDays(5), TimeOnly.MinValue),
                Reason = "Formation",
            });
            await using var transaction = await db.BeginWriteAsync(ct);
            for (var i = 0; i < 22; i++)
            {
                await RequestAsync(db, entity, clients[i % clients.Count], sites.Find(s => s.ClientId == clients[i % clients.Count].Id)?.Id, i, monday, people, now, ct);
            }

            var done = await DemoWork.AddAsync(db, entity, clients, people, monday, now, ct);
            await db.SaveChangesAsync(ct);
            foreach (var visit in done)
            {
                await reports.StoreAsync(db, visit, now, ct);
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>Two teams, two sectors, and three people; in Canada the technician who can sign in is one of them.</summary>
    private static async Task<IReadOnlyList<long>> PeopleAsync(PortalDbContext db, LegalEntity entity, CancellationToken ct)
    {
        var canada = entity.Currency == "CAD";
        Team[] teams = [new Team { LegalEntityId = entity.Id, Name = "Pose" }, new Team { LegalEntityId = entity.Id, Name = "Atelier" }];
        Sector[] sectors = canada
            ? [Sector(entity, "Québec", "G1", "G2"), Sector(entity, "Montréal", "H")]
            : [Sector(entity, "Rhône", "69"), Sector(entity, "Isère", "38")];
        var lift = new Skill { LegalEntityId = entity.Id, Name = new LocalText("Travail en nacelle", "Lift work") };
        db.AddRange([.. teams, .. sectors, lift]);
        List<User> people = [];
        if (canada && await db.Users.SingleOrDefaultAsync(u => u.Email == "technician@atelier-boreal.example", ct) is { } known)
        {
            people.Add(known);
        }

        foreach (var (mail, name) in canada ? [("nadia", "Nadia Nguyen"), ("luc", "Luc Lessard")] : new[] { ("karim", "Karim Kessler"), ("elise", "Élise Escoffier"), ("paul", "Paul Perrin") })
        {
            var person = new User($"{mail}@atelier-boreal.example", name, entity.Language, isClientUser: false);
            db.Users.Add(person);
            people.Add(person);
        }

        db.Technicians.AddRange(people.Select((p, i) => new Technician
        {
            UserId = p.Id,
            LegalEntityId = entity.Id,
            TeamId = teams[i == 2 ? 1 : 0].Id,
            SectorIds = i == 2 ? [] : [sectors[i % 2].Id],
            SkillIds = i == 0 ? [lift.Id] : [],
            Color = Colors[i],
            HourlyCost = 38 + i,
        }));
        return [.. people.Select(p => p.Id)];
    }

    private static Sector Sector(LegalEntity entity, string name, params string[] prefixes) => new() { LegalEntityId = entity.Id, Name = name, PostalPrefixes = prefixes };

    private static async Task RequestAsync(
        PortalDbContext db, LegalEntity entity, Client client, long? siteId, int turn, DateOnly monday, IReadOnlyList<long> people, DateTime now, CancellationToken ct)
    {
        var (title, minutes, priority) = Work[turn % Work.Length];
        var head = new ServiceRequest.Head(title, "", siteId, client.BillingManagerId, null, priority, turn >= 17 ? monday.AddDays(turn - 15) : null, null, minutes, 1, client.FiscalPositionId, []);
        var request = Must(await NewRequest.StartAsync(db, client, entity, null, head, RequestOrigin.Staff, SystemUser.Instance, now, ct));
        request.Submit();
        if (turn >= 17)
        {
            return;
        }

        var day = monday.AddDays((turn / people.Count % 5) + (turn >= 15 ? 7 : 0));
        var (startsAt, endsAt) = VisitTimes.Of(entity, day, new TimeOnly(turn % 2 == 0 ? 8 : 13, turn % 4 == 0 ? 0 : 30), minutes);
        var visit = new Visit(request, Must(await db.TakeNumberAsync(entity.Id, NumberedDocument.Visit, entity.DayOf(now), ct)), people[turn % people.Count], startsAt, endsAt, now);
        if (turn % 3 != 2)
        {
            visit.Confirm();
        }

        db.Visits.Add(visit);
        request.Follow([visit.Status]);
    }

    private static T Must<T>(Result<T> result) => result.TryGet(out var value)
        ? value
        : throw new InvalidOperationException($"Demonstration data: {string.Join(", ", result.Refusals.Select(r => $"{r.Code} {r.Field}"))}");
}
