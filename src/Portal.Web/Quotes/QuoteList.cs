using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Quotes;

public sealed class QuoteList(ListQuotes list, IStringLocalizer<QuotesPages> t, IStringLocalizer<QuotesText> texts) : ListDefinition<ListQuotes.Row>
{
    public override string Name => "quotes";

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<ListQuotes.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number) { Sorts = true },
        new("client", t["Client"], r => r.ClientName),
        new("title", t["Title"], r => r.Title),
        new("status", t["Status"], r => QuoteWords.Of(r.Status, texts)),
        new("date", t["Date"], r => r.QuotedOn) { Kind = ColumnKind.Date, Sorts = true },
        new("valid", t["ValidUntil"], r => r.ValidUntil) { Kind = ColumnKind.Date, Sorts = true },
        new("job", t["Job"], r => r.JobNumber) { Hidden = true },
        new("responsible", t["Responsible"], r => r.Responsible) { Hidden = true },
        new("net", t["Net"], r => r.Net) { Kind = ColumnKind.Amount, Hidden = true, Currency = r => r.Currency },
        new("total", t["Total"], r => r.Total) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("status", t["Status"], [.. Enum.GetValues<QuoteStatus>().Select(s => (s.ToString(), texts[$"Status.{s}"].Value))]),
        new DateFilter("from", t["From"]),
        new DateFilter("to", t["To"]),
        new LinkedFilter("job", t["Job"], _ => t["ThisJob"]),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
    [
        new("open", t["ViewOpen"]), new("mine", t["ViewMine"]), new("all", t["ViewAll"]),
    ];

    public override object KeyOf(ListQuotes.Row row) => row.Id;

    public override string HrefOf(ListQuotes.Row row) => $"/quotes/{row.Id}";

    public override async Task<Result<ListPage<ListQuotes.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(
            new ListQuotes.Input(
                query.Paging, query.Search, query.Choice<QuoteStatus>("status"), Open: query.View is null or "open" && query.Id("job") is null, query.Id("client"),
                query.Id("job"), query.Date("from"), query.Date("to"), Mine: query.View == "mine"),
            ct);
        if (!result.TryGet(out var found))
        {
            return Result<ListPage<ListQuotes.Row>>.Refused(result.Refusals);
        }

        string Sum(Func<ListQuotes.CurrencyTotal, decimal> amount) =>
            string.Join('\n', found.Totals.Select(x => Formats.Current.Amount(amount(x), x.Currency)));
        return new ListPage<ListQuotes.Row>(
            found.Page.Rows, found.Page.Total, new Dictionary<string, string> { ["net"] = Sum(x => x.Net), ["total"] = Sum(x => x.Total) });
    }
}
