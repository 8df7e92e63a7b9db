using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Puts the fields of jobs in another order.</summary>
public sealed class OrderJobFields(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Ids">All of them, in the wanted order.</param>
    public sealed record Input(IReadOnlyList<long> Ids);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var fields = await db.JobFields.ToListAsync(ct);
        if (fields.Count != input.Ids.Count || fields.Exists(f => !input.Ids.Contains(f.Id)))
        {
            return Refusal.Stale;
        }

        foreach (var field in fields)
        {
            field.Position = 1 + input.Ids.ToList().IndexOf(field.Id);
        }

        return await db.TrySaveAsync(ct);
    }
}
