using Microsoft.Extensions.Localization;
using Portal.Business.Accounting.Currencies.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Accounting;

/// <summary>The table of exchange rates.</summary>
public sealed class ExchangeRateList(ListExchangeRates list, IStringLocalizer<AccountingPages> t) : ListDefinition<ListExchangeRates.Row>
{
    /// <summary>What was loaded last, for the forms beside the list.</summary>
    public ListExchangeRates.Listed? Last { get; private set; }

    public override string Name => "exchange-rates";

    public override IReadOnlyList<Column<ListExchangeRates.Row>> Columns { get; } =
    [
        new("currency", t["RateSays"], r => t["RateOf", r.Currency, Formats.Current.ExchangeRate(r.Rate), r.BookCurrency].Value) { Sorts = true },
        new("on", t["RateOn"], r => r.On) { Kind = ColumnKind.Date, Sorts = true },
        new("source", t["RateSource"], r => r.Source),
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("currency", t["RateCurrency"], [.. (Last?.Known ?? []).Select(c => (c, c))]),
        new ChoiceFilter("books", t["RateBooks"], [.. (Last?.Books ?? []).Select(b => (b.Currency, b.Currency))]),
        new DateFilter("from", t["From"]),
        new DateFilter("to", t["To"]),
    ];

    public override object KeyOf(ListExchangeRates.Row row) => row.Id;

    public override async Task<Result<ListPage<ListExchangeRates.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(new(query.Paging, query.Filter("currency"), query.Filter("books"), query.Date("from"), query.Date("to")), ct);
        if (!result.TryGet(out var listed))
        {
            return Result<ListPage<ListExchangeRates.Row>>.Refused(result.Refusals);
        }

        Last = listed;
        return (ListPage<ListExchangeRates.Row>)listed.Page;
    }
}
