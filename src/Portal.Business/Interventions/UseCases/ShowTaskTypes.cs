using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>The task types of a company, with the skills that they may ask for.</summary>
public sealed class ShowTaskTypes(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Row(long Id, LocalText Name, int Minutes, long? SkillId, IReadOnlyList<Question> Questions, bool IsActive, int Version);

    public sealed record Shown(IReadOnlyList<Row> Types, IReadOnlyList<(long Id, LocalText Name)> Skills);

    public async Task<Result<Shown>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var types = await db.TaskTypes.AsNoTracking().Where(t => t.LegalEntityId == legalEntityId).OrderBy(t => t.Id).Take(500).ToListAsync(ct);
        var skills = await db.Skills.AsNoTracking().Where(s => s.LegalEntityId == legalEntityId && s.IsActive).OrderBy(s => s.Id).Take(500).ToListAsync(ct);
        return new Shown(
            [.. types.OrderBy(t => t.Name.In("fr"), StringComparer.CurrentCulture).Select(t => new Row(t.Id, t.Name, t.Minutes, t.SkillId, t.Questions, t.IsActive, t.Version))],
            [.. skills.Select(s => (s.Id, s.Name))]);
    }
}
