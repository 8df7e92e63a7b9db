using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Quotes.UseCases;

/// <summary>One page of the quotes, newest first, and what the filter adds up to.</summary>
public sealed class ListQuotes(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Open">Only those that wait for us or for the client: drafts, sent, viewed.</param>
    /// <param name="Mine">Only those the user looks after.</param>
    public sealed record Input(
        PageRequest Page, string Search = "", QuoteStatus? Status = null, bool Open = false, long? ClientId = null, long? JobId = null,
        DateOnly? From = null, DateOnly? To = null, bool Mine = false);

    public sealed record Row(
        long Id, string Number, string Title, string ClientName, QuoteStatus Status, DateOnly QuotedOn, DateOnly ValidUntil, decimal Net, decimal Total,
        string Currency, string JobNumber, string Responsible);

    public sealed record CurrencyTotal(string Currency, int Quotes, decimal Net, decimal Total);

    public sealed record Listed(Page<Row> Page, IReadOnlyList<CurrencyTotal> Totals);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var quotes = Filter(db, input);
        var totals = await quotes.GroupBy(q => q.Currency)
            .Select(g => new CurrencyTotal(g.Key, g.Count(), g.Sum(q => q.Net), g.Sum(q => q.Total))).ToListAsync(ct);
        var rows = await Sort(quotes, input.Page).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(q => new
            {
                q.Id,
                q.Number,
                q.Revision,
                q.Title,
                q.Status,
                q.QuotedOn,
                q.ValidUntil,
                q.Net,
                q.Total,
                q.Currency,
                ClientName = db.Clients.Where(c => c.Id == q.ClientId).Select(c => c.Name).First(),
                JobNumber = db.Jobs.Where(j => j.Id == q.JobId).Select(j => j.Number).First(),
                Responsible = db.Users.Where(u => u.Id == q.ResponsibleUserId).Select(u => u.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return new Listed(
            new Page<Row>(
                [.. rows.Select(q => new Row(
                    q.Id, Quote.FullNumberOf(q.Number, q.Revision), q.Title, q.ClientName, q.Status, q.QuotedOn, q.ValidUntil, q.Net, q.Total,
                    q.Currency, q.JobNumber, q.Responsible ?? ""))],
                totals.Sum(t => t.Quotes)),
            [.. totals.OrderBy(t => t.Currency, StringComparer.Ordinal)]);
    }

    private IQueryable<Quote> Filter(PortalDbContext db, Input input)
    {
        var quotes = db.Quotes.AsNoTracking()
            .Matching((q, word) => q.SearchKey.Contains(word) || db.Clients.Any(c => c.Id == q.ClientId && c.SearchKey.Contains(word)), input.Search);
        if (input.Status is { } status)
        {
            quotes = quotes.Where(q => q.Status == status);
        }
        else if (input.Open)
        {
            quotes = quotes.Where(q => q.Status == QuoteStatus.Draft || q.Status == QuoteStatus.Sent || q.Status == QuoteStatus.Viewed);
        }

        if (input.Mine)
        {
            var me = user.UserId;
            quotes = quotes.Where(q => q.ResponsibleUserId == me);
        }

        return quotes
            .Where(q => input.ClientId == null || q.ClientId == input.ClientId)
            .Where(q => input.JobId == null || q.JobId == input.JobId)
            .Where(q => input.From == null || q.QuotedOn >= input.From)
            .Where(q => input.To == null || q.QuotedOn <= input.To);
    }

    private static IQueryable<Quote> Sort(IQueryable<Quote> quotes, PageRequest page) => (page.Sort, page.Descending) switch
    {
        ("number", false) => quotes.OrderBy(q => q.Number).ThenBy(q => q.Revision).ThenBy(q => q.Id),
        ("number", true) => quotes.OrderByDescending(q => q.Number).ThenByDescending(q => q.Revision).ThenByDescending(q => q.Id),
        ("date", false) => quotes.OrderBy(q => q.QuotedOn).ThenBy(q => q.Id),
        ("valid", false) => quotes.OrderBy(q => q.ValidUntil).ThenBy(q => q.Id),
        ("valid", true) => quotes.OrderByDescending(q => q.ValidUntil).ThenByDescending(q => q.Id),
        ("total", false) => quotes.OrderBy(q => q.Total).ThenBy(q => q.Id),
        ("total", true) => quotes.OrderByDescending(q => q.Total).ThenByDescending(q => q.Id),
        _ => quotes.OrderByDescending(q => q.QuotedOn).ThenByDescending(q => q.Id),
    };
}
