using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases.Settings;

public sealed class SaveSkill(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Id">Null for a new one.</param>
    public sealed record Input(long? Id, int Version, long LegalEntityId, LocalText Name, bool IsActive = true);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        var checks = new FieldChecks();
        var name = checks.Required(nameof(input.Name), input.Name);
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        await using var db = contexts.CreateDbContext();
        var skill = input.Id is { } id ? await db.Skills.SingleOrDefaultAsync(s => s.Id == id, ct) : db.Skills.Add(new Skill { LegalEntityId = input.LegalEntityId, Name = name }).Entity;
        if (skill is null)
        {
            return Refusal.NotFound;
        }

        if (input.Id is not null)
        {
            db.ExpectVersion(skill, input.Version);
        }

        (skill.Name, skill.IsActive) = (name, input.IsActive);
        return await db.TrySaveAsync(ct) is { Refusal: { } refusal } ? refusal : skill.Id;
    }
}
