using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Requests that need another visit: the most urgent first, then who waits longest.</summary>
public sealed class ListUnplanned(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="RequestId">Only this one, whatever its state; the calendar was opened for it.</param>
    public sealed record Input(long LegalEntityId, string Search, long? TeamId, PageRequest Page, long? RequestId = null);

    public sealed record Row(
        long Id, int Version, string Number, string Title, string Client, string City, RequestPriority Priority, int Minutes, DateOnly? WantedFrom, DateOnly? WantedTo,
        long? TechnicianId, RequestStatus Status, int Visits, int Wanted, long Company);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var found = input.RequestId is { } one
            ? db.ServiceRequests.AsNoTracking().Where(r => r.Id == one)
            : db.ServiceRequests.AsNoTracking().Where(r => r.LegalEntityId == input.LegalEntityId && (input.TeamId == null || r.TeamId == null || r.TeamId == input.TeamId))
                .Where(r => r.Status == RequestStatus.ToPlan || r.Status == RequestStatus.PartlyPlanned || (r.Status == RequestStatus.InProgress
                    && !db.Visits.Any(v => v.RequestId == r.Id && (v.Status == VisitStatus.Draft || v.Status == VisitStatus.Confirmed || v.Status == VisitStatus.InProgress))))
                .Matching(r => r.SearchKey, input.Search);
        var rows = await (
            from request in found
            join client in db.Clients on request.ClientId equals client.Id
            join place in db.Sites on request.SiteId equals (long?)place.Id into places
            from site in places.DefaultIfEmpty()
            orderby request.Priority == RequestPriority.Urgent ? 0 : request.Priority == RequestPriority.High ? 1 : request.Priority == RequestPriority.Normal ? 2 : 3,
                request.CreatedAt, request.Id
            select new Row(
                request.Id, request.Version, request.Number, request.Title, client.Name, site == null ? client.BillingAddress.City : site.Address.City, request.Priority,
                request.Minutes, request.WantedFrom, request.WantedTo, request.TechnicianId, request.Status,
                db.Visits.Count(v => v.RequestId == request.Id && v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed), request.VisitsWanted, request.LegalEntityId))
            .Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        return new Page<Row>(rows, await found.CountAsync(ct));
    }
}
