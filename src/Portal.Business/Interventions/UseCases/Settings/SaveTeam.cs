using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases.Settings;

public sealed class SaveTeam(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Id">Null for a new one.</param>
    public sealed record Input(long? Id, int Version, long LegalEntityId, string Name, bool IsActive = true);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        var checks = new FieldChecks();
        var name = checks.Required(nameof(input.Name), input.Name, Lengths.Name);
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        await using var db = contexts.CreateDbContext();
        var team = input.Id is { } id ? await db.Teams.SingleOrDefaultAsync(t => t.Id == id, ct) : db.Teams.Add(new Team { LegalEntityId = input.LegalEntityId, Name = name }).Entity;
        if (team is null)
        {
            return Refusal.NotFound;
        }

        if (input.Id is not null)
        {
            db.ExpectVersion(team, input.Version);
        }

        (team.Name, team.IsActive) = (name, input.IsActive);
        return await db.TrySaveAsync(ct) is not { Refusal: { } refusal } ? team.Id
            : refusal.Code == "Common.AlreadyThere" ? Refusal.Conflict("Interventions.NameTaken", name).On(nameof(input.Name)) : refusal;
    }
}
