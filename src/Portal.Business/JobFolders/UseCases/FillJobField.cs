using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Says of a job what an administrator's field asks.</summary>
public sealed class FillJobField(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Value">As <see cref="JobFieldValue.Write"/> writes it.</param>
    public sealed record Input(long JobId, long FieldId, string? Value);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var field = await db.JobFields.AsNoTracking().SingleOrDefaultAsync(f => f.Id == input.FieldId && f.IsActive, ct);
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (field is null || job is null)
        {
            return Refusal.NotFound;
        }

        var value = await db.JobFieldValues.SingleOrDefaultAsync(v => v.JobId == input.JobId && v.FieldId == input.FieldId, ct);
        if (value is null)
        {
            value = new JobFieldValue(input.JobId, input.FieldId);
            db.JobFieldValues.Add(value);
        }

        var set = value.Set(field, input.Value);
        return set.Refusal is { } refusal ? refusal.On($"Field{field.Id}") : await db.TrySaveIntoAsync(job.Id, Refusal.NotNow("JobFolders.IsMerged", job.Number), ct);
    }
}
