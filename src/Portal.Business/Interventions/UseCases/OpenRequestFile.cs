using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>The bytes of a file that belongs to a request or to one of its visits, for staff.</summary>
public sealed class OpenRequestFile(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long DocumentId);

    public async Task<Result<StoredFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var known = await db.StoredDocuments.AnyAsync(d => d.Id == input.DocumentId && (d.SubjectType == nameof(ServiceRequest) || d.SubjectType == nameof(Visit)), ct);
        return known && await db.OpenFileAsync(input.DocumentId, ct) is { } file ? file : Refusal.NotFound;
    }
}
