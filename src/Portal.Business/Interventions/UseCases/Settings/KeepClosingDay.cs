using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases.Settings;

/// <summary>A day on which a company is closed; entered again under another name, it takes that name. Without a name it is taken back.</summary>
public sealed class KeepClosingDay(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long LegalEntityId, DateOnly? Day, string? Name);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        if (input.Day is not { } day)
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.Day));
        }

        await using var db = contexts.CreateDbContext();
        if (await db.ClosingDays.SingleOrDefaultAsync(c => c.LegalEntityId == input.LegalEntityId && c.Day == day, ct) is { } known)
        {
            db.Remove(known);
            if (await db.TrySaveAsync(ct) is { Refusal: { } gone })
            {
                return gone;
            }
        }

        if (input.Name is null)
        {
            return Result.Done;
        }

        var checks = new FieldChecks();
        var name = checks.Required(nameof(input.Name), input.Name, Lengths.Name);
        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        db.ClosingDays.Add(new ClosingDay { LegalEntityId = input.LegalEntityId, Day = day, Name = name });
        return await db.TrySaveAsync(ct);
    }
}
