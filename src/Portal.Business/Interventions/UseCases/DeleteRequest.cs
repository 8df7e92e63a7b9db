using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Deletes a request that nothing depends on. Its job stays.</summary>
public sealed class DeleteRequest(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<DeleteRequest> log)
{
    public sealed record Input(long RequestId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.AsSplitQuery().Include(r => r.Lines).Include(r => r.Equipment).SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        if (request is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(request, input.Version);
        if (await WhyNotAsync(db, request, ct) is { } needed)
        {
            return needed;
        }

        db.ServiceRequests.Remove(request);
        db.TimelineEntries.Add(new TimelineEntry(
            request.ClientId, request.JobId, clock.GetUtcNow().UtcDateTime, user, "Interventions.RequestDeleted", nameof(Job), request.JobId, request.Number, request.Title));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            log.RequestDeleted(request.Id);
        }

        return saved;
    }

    /// <summary>What depends on it: visits, files, lines that went their way, answers to its questionnaire. What a contract bills is billed by visits only.</summary>
    internal static async Task<Refusal?> WhyNotAsync(PortalDbContext db, ServiceRequest request, CancellationToken ct) =>
        request.Lines.Exists(l => l.State is not (WorkLineState.Open or WorkLineState.Contract)) ? Refusal.NotNow("Interventions.RequestHasBilling", request.Number)
        : await db.Visits.AnyAsync(v => v.RequestId == request.Id, ct) ? Refusal.NotNow("Interventions.RequestHasVisits", request.Number)
        : await db.Answers.AnyAsync(a => a.RequestId == request.Id, ct) || await db.StoredDocuments.AnyAsync(d => d.SubjectType == nameof(ServiceRequest) && d.SubjectId == request.Id, ct)
            ? Refusal.NotNow("Interventions.RequestHasFiles", request.Number)
        : null;
}
