using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Says in which sector a request lies and who is to do it.</summary>
public sealed class AssignRequest(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long RequestId, int Version, RequestAssignment To);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit) && !user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        if (request is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(request, input.Version);
        if (await RequestReferences.CheckAsync(db, request.LegalEntityId, input.To, ct) is { } unknown)
        {
            return unknown;
        }

        request.Assign(input.To.SectorId, input.To.TeamId, input.To.TechnicianId);
        var names = new[]
        {
            await db.Users.Where(u => u.Id == input.To.TechnicianId).Select(u => u.DisplayName).SingleOrDefaultAsync(ct),
            await db.Teams.Where(t => t.Id == input.To.TeamId).Select(t => t.Name).SingleOrDefaultAsync(ct),
            await db.Sectors.Where(s => s.Id == input.To.SectorId).Select(s => s.Name).SingleOrDefaultAsync(ct),
        };
        var to = string.Join(", ", names.Where(n => n is not null));
        db.TimelineEntries.Add(new TimelineEntry(
            request.ClientId, request.JobId, clock.GetUtcNow().UtcDateTime, user, to.Length == 0 ? "Interventions.RequestUnassigned" : "Interventions.RequestAssigned",
            nameof(ServiceRequest), request.Id, request.Number, to));
        return await db.TrySaveAsync(ct);
    }
}
