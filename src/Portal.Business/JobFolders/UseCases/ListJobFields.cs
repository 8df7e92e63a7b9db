using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>The fields that an administrator has defined for jobs, in their order.</summary>
public sealed class ListJobFields(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="IsUsed">A job says something in it: its kind stays.</param>
    public sealed record Row(long Id, int Version, LocalText Name, JobFieldKind Kind, bool IsRequired, IReadOnlyList<string> Choices, bool IsActive, bool IsUsed);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.JobFields.AsNoTracking().OrderBy(f => f.Position).ThenBy(f => f.Id)
            .Select(f => new { Field = f, IsUsed = db.JobFieldValues.Any(v => v.FieldId == f.Id) }).ToListAsync(ct);
        return rows.ConvertAll(r => new Row(r.Field.Id, r.Field.Version, r.Field.Name, r.Field.Kind, r.Field.IsRequired, r.Field.Choices, r.Field.IsActive, r.IsUsed));
    }
}
