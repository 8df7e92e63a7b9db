using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>One page of those who may enter time, by name, with what an hour of them costs today.</summary>
public sealed class ListPeopleCosts(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(PageRequest Page, string Search = "");

    /// <param name="HourlyCost">Today; null: nobody has said.</param>
    /// <param name="Since">From which day on; null: as the technician's page says.</param>
    public sealed record Row(long UserId, string Name, string Email, string Company, decimal? HourlyCost, DateOnly? Since, string Currency);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!CostRates.MayKeep(user))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var people = db.Users.AsNoTracking().Where(u => !u.IsClientUser && u.LockedAt == null).Matching(u => u.SearchKey, input.Search);
        var sorted = input.Page.Descending ? people.OrderByDescending(u => u.SearchKey) : people.OrderBy(u => u.SearchKey);
        var page = await sorted.ThenBy(u => u.Id).Skip(input.Page.Skip).Take(input.Page.Take).Select(u => new { u.Id, u.DisplayName, Email = u.Email ?? "" }).ToListAsync(ct);
        var ids = page.ConvertAll(u => u.Id);
        var rates = await CostRates.OfAsync(db, ids, ct);
        var technicians = await db.Technicians.Where(t => ids.Contains(t.UserId)).Select(t => t.UserId).ToListAsync(ct);
        var companies = await CostCompanies.LoadAsync(db, ids, ct);
        return new Page<Row>([.. page.Select(u => RowOf(u.Id, u.DisplayName, u.Email))], await people.CountAsync(ct));

        Row RowOf(long id, string name, string email)
        {
            var company = companies.Of(id);
            var today = company?.Today(clock) ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var since = rates[id].Dated.LastOrDefault(r => r.From <= today)?.From;
            return new Row(id, name, email, company?.Name ?? "", since is null && !technicians.Contains(id) ? null : rates[id].On(today), since, company?.Currency ?? "");
        }
    }
}
