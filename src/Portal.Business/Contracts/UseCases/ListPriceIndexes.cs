using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

public sealed class ListPriceIndexes(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(string? Search, bool? IsActive, PageRequest Page);

    /// <param name="LastFrom">The day of its latest value.</param>
    public sealed record Row(long Id, string Code, LocalText Name, string Source, bool IsActive, int Values, DateOnly? LastFrom, decimal? Last);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = db.PriceIndexes.AsNoTracking().Where(i => input.IsActive == null || i.IsActive == input.IsActive).WhereContains((i => i.Code, input.Search ?? ""));
        var sorted = input.Page.Descending ? found.OrderByDescending(i => i.Code) : found.OrderBy(i => i.Code);
        var rows = await sorted.Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(i => new Row(
                i.Id, i.Code, i.Name, i.Source, i.IsActive, i.Values.Count, i.Values.Max(v => (DateOnly?)v.From),
                i.Values.OrderByDescending(v => v.From).Select(v => (decimal?)v.Value).FirstOrDefault()))
            .ToListAsync(ct);
        return new Page<Row>(rows, await found.CountAsync(ct));
    }
}
