using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Timesheets;

namespace Portal.Business.Interventions.UseCases.Settings;

public sealed class ListTechnicians(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(string? Search, long? LegalEntityId, bool? IsActive, PageRequest Page);

    /// <param name="HourlyCost">Today.</param>
    public sealed record Row(long Id, string Name, string Email, string LegalEntity, string? Team, string Color, decimal HourlyCost, string Currency, bool IsActive);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var found =
            from technician in db.Technicians.AsNoTracking()
            join person in db.Users.Matching(u => u.SearchKey, input.Search) on technician.UserId equals person.Id
            join entity in db.LegalEntities on technician.LegalEntityId equals entity.Id
            join group_ in db.Teams on technician.TeamId equals (long?)group_.Id into groups
            from team in groups.DefaultIfEmpty()
            where (input.LegalEntityId == null || technician.LegalEntityId == input.LegalEntityId) && (input.IsActive == null || technician.IsActive == input.IsActive)
            select new { technician, person, entity, team };
        var sorted = input.Page.Descending ? found.OrderByDescending(f => f.person.SearchKey) : found.OrderBy(f => f.person.SearchKey);
        var rows = await sorted.ThenBy(f => f.technician.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(f => new
            {
                f.technician.UserId,
                f.entity.TimeZone,
                Row = new Row(
                    f.technician.Id, f.person.DisplayName, f.person.Email!, f.entity.Name, f.team == null ? null : f.team.Name, f.technician.Color, f.technician.HourlyCost,
                    f.entity.Currency, f.technician.IsActive),
            }).ToListAsync(ct);
        var rates = await CostRates.OfAsync(db, rows.ConvertAll(r => r.UserId), ct);
        var now = clock.GetUtcNow().UtcDateTime;
        return new Page<Row>([.. rows.Select(r => r.Row with { HourlyCost = rates[r.UserId].On(Today(r.TimeZone)) })], await found.CountAsync(ct));

        DateOnly Today(string zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }
}
