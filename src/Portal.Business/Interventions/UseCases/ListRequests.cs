using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>One page of the requests, the newest first.</summary>
public sealed class ListRequests(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <summary>What waits for somebody.</summary>
    public static readonly IReadOnlyList<RequestStatus> Open =
        [RequestStatus.Draft, RequestStatus.ToPlan, RequestStatus.PartlyPlanned, RequestStatus.Planned, RequestStatus.InProgress];

    /// <param name="Statuses">Null takes all.</param>
    /// <param name="WantedFrom">With <paramref name="WantedTo"/>: those whose wanted period has a day in common with it.</param>
    /// <param name="Mine">Only those that the user is to do.</param>
    public sealed record Input(
        PageRequest Page, string Search = "", IReadOnlyList<RequestStatus>? Statuses = null, IReadOnlyList<RequestPriority>? Priorities = null, long? ClientId = null,
        long? JobId = null, long? TechnicianId = null, long? TeamId = null, long? SectorId = null, long? EquipmentId = null, string? Label = null,
        DateOnly? WantedFrom = null, DateOnly? WantedTo = null, bool Mine = false, long? ContractId = null);

    /// <param name="Technician">Who is to do it, else who leads its last visit.</param>
    /// <param name="NextVisitAt">Local time of the company; the next that is planned and not past, or under way.</param>
    public sealed record Row(
        long Id, string Number, string Title, string ClientName, string Place, RequestStatus Status, RequestPriority Priority, DateOnly? WantedFrom, DateOnly? WantedTo,
        string Technician, string Sector, IReadOnlyList<string> Labels, string JobNumber, decimal Net, string Currency, DateTime CreatedAt, DateTime? NextVisitAt);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var requests = Filter(db, input);
        var now = clock.GetUtcNow().UtcDateTime;
        var total = await requests.CountAsync(ct);
        var rows = await Sort(requests, input.Page).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(r => new
            {
                r.Id,
                r.Number,
                r.Title,
                r.Status,
                r.Priority,
                r.WantedFrom,
                r.WantedTo,
                r.Labels,
                r.Net,
                r.Currency,
                r.CreatedAt,
                r.LegalEntityId,
                Client = db.Clients.Where(c => c.Id == r.ClientId).Select(c => new { c.Name, c.BillingAddress.City }).First(),
                SiteCity = db.Sites.Where(s => s.Id == r.SiteId).Select(s => s.Address.City).FirstOrDefault(),
                Technician = db.Users.Where(u => u.Id == r.TechnicianId).Select(u => u.DisplayName).FirstOrDefault(),
                Sector = db.Sectors.Where(s => s.Id == r.SectorId).Select(s => s.Name).FirstOrDefault(),
                JobNumber = db.Jobs.Where(j => j.Id == r.JobId).Select(j => j.Number).First(),
                Next = db.Visits.Where(v => v.RequestId == r.Id
                        && (v.Status == VisitStatus.InProgress || (v.EndsAt > now && (v.Status == VisitStatus.Draft || v.Status == VisitStatus.Confirmed))))
                    .OrderBy(v => v.StartsAt).Select(v => (DateTime?)v.StartsAt).FirstOrDefault(),
                VisitedBy = db.Visits.Where(v => v.RequestId == r.Id && v.TechnicianId != null && v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed)
                    .OrderByDescending(v => v.StartsAt).SelectMany(v => db.Users.Where(u => u.Id == v.TechnicianId)).Select(u => u.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(ct);
        var sellers = await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct);
        return new Page<Row>(
            [.. rows.Select(r => new Row(
                r.Id, r.Number, r.Title, r.Client.Name, r.SiteCity ?? r.Client.City, r.Status, r.Priority, r.WantedFrom, r.WantedTo, r.Technician ?? r.VisitedBy ?? "", r.Sector ?? "", r.Labels,
                r.JobNumber, r.Net, r.Currency, r.CreatedAt, r.Next is { } next ? sellers[r.LegalEntityId].Local(next) : null))],
            total);
    }

    private IQueryable<ServiceRequest> Filter(PortalDbContext db, Input input)
    {
        var requests = db.ServiceRequests.AsNoTracking()
            .Matching((r, word) => r.SearchKey.Contains(word) || db.Clients.Where(c => c.SearchKey.Contains(word)).Select(c => c.Id).Contains(r.ClientId), input.Search);
        if (input.Statuses is { } statuses)
        {
            requests = requests.Where(r => statuses.Contains(r.Status));
        }

        if (input.Priorities is { Count: > 0 } priorities)
        {
            requests = requests.Where(r => priorities.Contains(r.Priority));
        }

        if (input.Label is { Length: > 0 } label)
        {
            var key = ServiceRequest.LabelKeyOf(label);
            requests = requests.Where(r => r.LabelKey.Contains(key));
        }

        if (input.EquipmentId is { } equipment)
        {
            requests = requests.Where(r => r.Equipment.Any(e => e.EquipmentId == equipment));
        }

        if (input.ContractId is { } contract)
        {
            requests = requests.OfContract(db, contract);
        }

        var technician = input.Mine ? user.UserId ?? 0 : input.TechnicianId;
        return requests
            .Where(r => input.ClientId == null || r.ClientId == input.ClientId)
            .Where(r => input.JobId == null || r.JobId == input.JobId)
            .Where(r => technician == null || r.TechnicianId == technician || db.Visits.Any(v => v.RequestId == r.Id && v.TechnicianId == technician))
            .Where(r => input.TeamId == null || r.TeamId == input.TeamId)
            .Where(r => input.SectorId == null || r.SectorId == input.SectorId)
            .Where(r => input.WantedFrom == null || (r.WantedTo ?? r.WantedFrom) >= input.WantedFrom)
            .Where(r => input.WantedTo == null || (r.WantedFrom ?? r.WantedTo) <= input.WantedTo);
    }

    private static IQueryable<ServiceRequest> Sort(IQueryable<ServiceRequest> requests, PageRequest page) => (page.Sort, page.Descending) switch
    {
        ("number", false) => requests.OrderBy(r => r.Number).ThenBy(r => r.Id),
        ("number", true) => requests.OrderByDescending(r => r.Number).ThenByDescending(r => r.Id),
        ("wanted", false) => requests.OrderBy(r => r.WantedFrom ?? r.WantedTo).ThenBy(r => r.Id),
        ("wanted", true) => requests.OrderByDescending(r => r.WantedFrom ?? r.WantedTo).ThenByDescending(r => r.Id),
        ("created", false) => requests.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id),
        ("net", false) => requests.OrderBy(r => r.Net).ThenBy(r => r.Id),
        ("net", true) => requests.OrderByDescending(r => r.Net).ThenByDescending(r => r.Id),
        _ => requests.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id),
    };
}
