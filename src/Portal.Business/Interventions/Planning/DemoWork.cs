using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Timesheets;

namespace Portal.Business.Interventions.Planning;

/// <summary>Demonstration data: a task type with its questions, how time is billed, and last week's visits with the hours of those who did them.</summary>
internal static class DemoWork
{
    private static readonly (string Report, int Minutes)[] Done =
    [
        ("Têtes nettoyées, alignement refait, encre magenta remplacée.", 110),
        ("Deux tubes remplacés, transformateur vérifié.", 95),
        ("Courroie retendue. À surveiller lors de la prochaine visite.", 70),
    ];

    /// <summary>In the caller's save, inside its write transaction. Answers with the visits that were done.</summary>
    public static async Task<IReadOnlyList<Visit>> AddAsync(PortalDbContext db, LegalEntity entity, IReadOnlyList<Client> clients, IReadOnlyList<long> people, DateOnly monday, DateTime now, CancellationToken ct)
    {
        var type = new TaskType
        {
            LegalEntityId = entity.Id,
            Name = new LocalText("Entretien annuel", "Yearly service"),
            Minutes = 120,
            Questions =
            [
                new Question("state", QuestionKind.Choice, new LocalText("État général", "General state"), true,
                    [new LocalText("Bon", "Good"), new LocalText("À surveiller", "To be watched"), new LocalText("À remplacer", "To be replaced")]),
                new Question("counter", QuestionKind.Number, new LocalText("Compteur", "Meter"), false, [], "m²"),
                new Question("clean", QuestionKind.YesNo, new LocalText("Lieu laissé propre", "Place left clean"), true, []),
                new Question("photo", QuestionKind.Photo, new LocalText("Photo après le travail", "Photo after the work"), false, []),
            ],
        };
        db.TaskTypes.Add(type);
        db.WorkRules.Add(new WorkRules
        {
            LegalEntityId = entity.Id,
            RoundsUp = true,
            MinimumMinutes = 30,
            HourProductId = await db.Products.Where(p => p.LegalEntityId == entity.Id && p.Code == "ENT-H").Select(p => (long?)p.Id).FirstOrDefaultAsync(ct),
        });
        var visits = new List<Visit>(Done.Length);
        for (var i = 0; i < Done.Length; i++)
        {
            visits.Add(await DoneAsync(db, entity, clients[i % clients.Count], type, people[i % people.Count], i, monday.AddDays(i - 6), now, ct));
        }

        return visits;
    }

    private static async Task<Visit> DoneAsync(
        PortalDbContext db, LegalEntity entity, Client client, TaskType type, long person, int turn, DateOnly day, DateTime now, CancellationToken ct)
    {
        var (report, minutes) = Done[turn];
        var head = new ServiceRequest.Head(
            "Entretien annuel", "", null, client.BillingManagerId, type.Id, RequestPriority.Normal, day, null, type.Minutes, 1, client.FiscalPositionId, ["entretien"]);
        var request = Must(await NewRequest.StartAsync(db, client, entity, null, head, RequestOrigin.Staff, SystemUser.Instance, now, ct));
        request.Submit();
        var (startsAt, endsAt) = VisitTimes.Of(entity, day, new TimeOnly(9, 0), type.Minutes);
        var visit = new Visit(request, Must(await db.TakeNumberAsync(entity.Id, NumberedDocument.Visit, entity.DayOf(now), ct)), person, startsAt, endsAt, now);
        visit.Confirm();
        visit.Start(startsAt);
        visit.Write(report);
        visit.Finish(startsAt.AddMinutes(minutes), null);
        db.Visits.Add(visit);
        request.Follow([visit.Status]);
        var cost = db.Technicians.Local.First(t => t.UserId == person).HourlyCost;
        var entry = Must(TimeEntry.Of(db.Jobs.Local.First(j => j.Id == request.JobId), visit, person, day, minutes, "", isBillable: true, cost));
        if (turn > 0)
        {
            entry.Approve(null, now);
        }

        db.TimeEntries.Add(entry);
        return visit;
    }

    private static T Must<T>(Result<T> result) => result.TryGet(out var value)
        ? value
        : throw new InvalidOperationException($"Demonstration data: {string.Join(", ", result.Refusals.Select(r => $"{r.Code} {r.Field}"))}");
}
