using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>What the calendar shows of a span: visits and absences, in two queries whatever there is.</summary>
public sealed class ShowPlanning(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <summary>Visits beyond it are not drawn; the calendar says so.</summary>
    public const int MostVisits = 5000;

    /// <param name="From">UTC.</param>
    /// <param name="To">UTC, not counted any more.</param>
    /// <param name="People">Only theirs, and those of nobody; empty: everybody's.</param>
    public sealed record Input(long LegalEntityId, DateTime From, DateTime To, IReadOnlyCollection<long> People);

    public sealed record Item(
        long Id, int Version, string Number, long RequestId, string Title, string Client, string City, long? TechnicianId, IReadOnlyList<long> Crew,
        DateTime StartsAt, DateTime EndsAt, DateTime? ArrivalFrom, DateTime? ArrivalTo, VisitStatus Status, long? SeriesId)
    {
        /// <summary>An invoice or proforma bills it.</summary>
        public bool IsBilled { get; init; }

        /// <summary>Work has not begun: it may be moved and called off.</summary>
        public bool IsMovable => Status is VisitStatus.Draft or VisitStatus.Confirmed;
    }

    public sealed record Away(long Id, long UserId, DateTime From, DateTime To, string Reason);

    public sealed record Shown(IReadOnlyList<Item> Visits, IReadOnlyList<Away> Absences);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var earliest = input.From.AddMinutes(-RequestFields.LongestVisit);
        var found = db.Visits.AsNoTracking()
            .Where(v => v.StartsAt > earliest && v.StartsAt < input.To && v.EndsAt > input.From && v.LegalEntityId == input.LegalEntityId
                && v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed);
        if (input.People.Count > 0)
        {
            found = found.Where(v => v.TechnicianId == null || input.People.Contains(v.TechnicianId.Value) || v.Crew.Any(h => input.People.Contains(h.UserId)));
        }

        var visits = await (
            from visit in found.OrderBy(v => v.StartsAt).ThenBy(v => v.Id).Take(MostVisits)
            join request in db.ServiceRequests on visit.RequestId equals request.Id
            join client in db.Clients on visit.ClientId equals client.Id
            join place in db.Sites on visit.SiteId equals (long?)place.Id into places
            from site in places.DefaultIfEmpty()
            orderby visit.StartsAt, visit.Id
            select new
            {
                visit.Id,
                visit.Version,
                visit.Number,
                visit.RequestId,
                request.Title,
                Client = client.Name,
                City = site == null ? client.BillingAddress.City : site.Address.City,
                visit.TechnicianId,
                Crew = visit.Crew.Select(h => h.UserId).ToList(),
                visit.StartsAt,
                visit.EndsAt,
                visit.ArrivalFrom,
                visit.ArrivalTo,
                visit.Status,
                visit.SeriesId,
                IsBilled = visit.InvoiceId != null,
            }).ToListAsync(ct);
        var absences = await db.Absences.AsNoTracking().Where(a => a.From < input.To && a.To > input.From && (input.People.Count == 0 || input.People.Contains(a.UserId)))
            .Select(a => new Away(a.Id, a.UserId, a.From, a.To, a.Reason)).ToListAsync(ct);
        return new Shown(
            [
                .. visits.Select(v => new Item(
                    v.Id, v.Version, v.Number, v.RequestId, v.Title, v.Client, v.City, v.TechnicianId, v.Crew, v.StartsAt, v.EndsAt, v.ArrivalFrom, v.ArrivalTo, v.Status,
                    v.SeriesId)
                {
                    IsBilled = v.IsBilled,
                }),
            ],
            absences);
    }
}
