using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases.Settings;

/// <summary>Somebody will be away. Technicians enter their own, those who plan anybody's. Visits that are planned then show a conflict.</summary>
public sealed class AddAbsence(PortalDbContextFactory contexts, ICurrentUser user)
{
    private const int LongestDays = 400;

    /// <param name="FromTime">Null: from the beginning of the day.</param>
    /// <param name="ToTime">Null: to the end of the day.</param>
    public sealed record Input(long UserId, DateOnly? From, TimeOnly? FromTime, DateOnly? To, TimeOnly? ToTime, string Reason);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan) && !(user.Has(Permissions.InterventionsDo) && input.UserId == user.UserId))
        {
            return Refusal.Forbidden;
        }

        if (input.From is not { } first)
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.From));
        }

        await using var db = contexts.CreateDbContext();
        var technician = await db.Technicians.AsNoTracking().SingleOrDefaultAsync(t => t.UserId == input.UserId, ct);
        if (technician is null)
        {
            return Refusal.Invalid("Interventions.NoSuchTechnician").On(nameof(input.UserId));
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == technician.LegalEntityId, ct);
        var last = input.To ?? first;
        var from = entity.ToUtc(first, input.FromTime ?? TimeOnly.MinValue);
        var to = input.ToTime is { } end ? entity.ToUtc(last, end) : entity.ToUtc(last.AddDays(1), TimeOnly.MinValue);
        if (to <= from || last.DayNumber - first.DayNumber > LongestDays)
        {
            return Refusal.Invalid("Interventions.PeriodEndsBeforeItStarts").On(nameof(input.To));
        }

        var absence = new Absence { UserId = input.UserId, From = from, To = to, Reason = input.Reason.Trim() };
        db.Absences.Add(absence);
        return await db.TrySaveAsync(ct) is { Refusal: { } refusal } ? refusal : absence.Id;
    }
}
