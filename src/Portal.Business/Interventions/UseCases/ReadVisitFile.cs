using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>A photo, the signature or a stored report of a visit, for whoever may see the visit.</summary>
public sealed class ReadVisitFile(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long VisitId, long DocumentId);

    public async Task<Result<StoredFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView) && !user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var visit = await db.Visits.AsNoTracking().Include(v => v.Crew).SingleOrDefaultAsync(v => v.Id == input.VisitId, ct);
        if (visit is null || !VisitAccess.MaySee(user, visit))
        {
            return Refusal.NotFound;
        }

        var belongs = await db.StoredDocuments.AnyAsync(
            d => d.Id == input.DocumentId
                && ((d.SubjectType == nameof(Visit) && d.SubjectId == visit.Id) || (d.SubjectType == nameof(ServiceRequest) && d.SubjectId == visit.RequestId)), ct);
        return belongs && await db.OpenFileAsync(input.DocumentId, ct) is { } file ? file : Refusal.NotFound;
    }
}
