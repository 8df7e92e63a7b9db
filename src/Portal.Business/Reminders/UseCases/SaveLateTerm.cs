using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Reminders.UseCases;

/// <summary>What a company may claim from a day on: a new row of its table, or a change of one. Reminders that were sent keep their amounts.</summary>
public sealed class SaveLateTerm(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="Version">What the user saw; a newer one refuses the change.</param>
    public sealed record Input(long LegalEntityId, long? Id, int Version, LateTermFields Fields);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var term = input.Id is { } id ? await db.LateTerms.SingleOrDefaultAsync(t => t.Id == id && t.LegalEntityId == input.LegalEntityId, ct) : null;
        if ((input.Id is not null && term is null) || !await db.LegalEntities.AnyAsync(e => e.Id == input.LegalEntityId, ct))
        {
            return Refusal.NotFound;
        }

        if (term is not null && term.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        var taken = fields.From is { } from && await db.LateTerms.AnyAsync(t => t.LegalEntityId == input.LegalEntityId && t.From == from && t.Id != input.Id, ct);
        checks.RefuseIf(taken, nameof(fields.From), Refusal.Conflict("Reminders.TermThere", fields.From));
        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        if (term is null)
        {
            term = new LateTerm { LegalEntityId = input.LegalEntityId, From = fields.From!.Value };
            db.LateTerms.Add(term);
        }

        fields.ApplyTo(term);
        return await db.TrySaveAsync(ct);
    }
}
