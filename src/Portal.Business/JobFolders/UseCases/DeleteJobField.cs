using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Deletes a field that no job says anything in; others are made inactive.</summary>
public sealed class DeleteJobField(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long Id, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.JobFields.SingleOrDefaultAsync(f => f.Id == input.Id, ct) is not { } field)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(field, input.Version);
        db.JobFields.Remove(field);
        return await db.TrySaveAsync(ct);
    }
}
