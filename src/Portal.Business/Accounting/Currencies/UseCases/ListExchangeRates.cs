using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounting.Currencies.UseCases;

/// <summary>The table of exchange rates, the newest first.</summary>
public sealed class ListExchangeRates(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(PageRequest Page, string? Currency = null, string? BookCurrency = null, DateOnly? From = null, DateOnly? To = null);

    public sealed record Row(long Id, int Version, DateOnly On, string Currency, string BookCurrency, decimal Rate, string Source);

    /// <param name="Books">Currencies in which companies of ours keep their books.</param>
    public sealed record Listed(Page<Row> Page, IReadOnlyList<Book> Books, IReadOnlyList<string> Known);

    /// <param name="Today">The day that it is for the company that keeps them.</param>
    public sealed record Book(string Currency, DateOnly Today);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var rates = db.ExchangeRates.AsNoTracking().Only(input.Page).Where(r =>
            (input.Currency == null || r.Currency == input.Currency) && (input.BookCurrency == null || r.BookCurrency == input.BookCurrency)
            && (input.From == null || r.On >= input.From) && (input.To == null || r.On <= input.To));
        var sorted = (input.Page.Sort, input.Page.Descending) switch
        {
            ("currency", false) => rates.OrderBy(r => r.Currency).ThenByDescending(r => r.On),
            ("currency", true) => rates.OrderByDescending(r => r.Currency).ThenByDescending(r => r.On),
            ("on", false) => rates.OrderBy(r => r.On).ThenBy(r => r.Currency),
            _ => rates.OrderByDescending(r => r.On).ThenBy(r => r.Currency),
        };
        var rows = await sorted.ThenBy(r => r.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(r => new Row(r.Id, r.Version, r.On, r.Currency, r.BookCurrency, r.Rate, r.Source)).ToListAsync(ct);
        var companies = await db.LegalEntities.AsNoTracking().OrderBy(e => e.Id).ToListAsync(ct);
        IReadOnlyList<Book> books = [.. companies.GroupBy(e => e.Currency).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Book(g.Key, g.First().Today(clock)))];
        var known = await db.ExchangeRates.Select(r => r.Currency).Distinct().OrderBy(c => c).ToListAsync(ct);
        return new Listed(new Page<Row>(rows, await rates.CountAsync(ct)), books, known);
    }
}
