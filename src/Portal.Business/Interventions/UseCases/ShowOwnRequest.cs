using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>One request of the user's clients.</summary>
public sealed class ShowOwnRequest(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Photo(long DocumentId, string Name, bool IsImage);

    public sealed record Shown(
        PortalCompany Company, string Number, string Title, string Description, RequestStatus Status, DateTime CreatedAt, DeliveryPlace? Place, DateOnly? WantedFrom, DateOnly? WantedTo,
        IReadOnlyList<OwnVisit> Visits, IReadOnlyList<Photo> Photos);

    public async Task<Result<Shown>> RunAsync(long requestId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == requestId, ct);
        if (request is null || await PortalCompany.LoadAsync(db, request.LegalEntityId, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var visits = await OwnVisit.LoadAsync(db, [request.Id], clock.GetUtcNow().UtcDateTime, ct);
        return new Shown(
            company, request.Number, request.Title, request.Origin == RequestOrigin.Client ? request.Description : "", request.Status, request.CreatedAt,
            await ClientSites.PlaceAsync(db, request.SiteId, ct), request.WantedFrom, request.WantedTo, [.. visits[request.Id]],
            await db.StoredDocuments.AsNoTracking().Where(d => d.SubjectType == nameof(ServiceRequest) && d.SubjectId == request.Id).OrderBy(d => d.Id)
                .Select(d => new Photo(d.Id, d.FileName, d.ContentType.StartsWith("image/"))).ToListAsync(ct));
    }
}
