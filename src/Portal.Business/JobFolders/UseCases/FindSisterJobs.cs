using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Open jobs of the same client, company and currency as one: where a line or document of it may go, or it may be merged into.</summary>
public sealed class FindSisterJobs(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long JobId, string Text, PageRequest Page);

    public sealed record Found(long Id, string Number, string Name);

    public async Task<Result<IReadOnlyList<Found>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.JobId, ct) is not { } job)
        {
            return Refusal.NotFound;
        }

        return await db.Jobs.AsNoTracking().Open().Matching(j => j.SearchKey, input.Text)
            .Where(j => j.ClientId == job.ClientId && j.LegalEntityId == job.LegalEntityId && j.Currency == job.Currency && j.Id != job.Id)
            .OrderByDescending(j => j.Id).Skip(input.Page.Skip).Take(input.Page.Take).Select(j => new Found(j.Id, j.Number, j.Name)).ToListAsync(ct);
    }
}
