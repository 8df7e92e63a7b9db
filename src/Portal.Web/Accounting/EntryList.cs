using Microsoft.Extensions.Localization;
using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Accounting;

public sealed class EntryList(ListEntries list, IStringLocalizer<AccountingPages> t, IStringLocalizer<AccountingText> texts) : ListDefinition<ListEntries.Row>
{
    public override string Name => "accounting-entries";

    public override string SearchHint => t["SearchHint"];

    /// <summary>Of the filter that was loaded last; the page shows whether they balance.</summary>
    public IReadOnlyList<ListEntries.Balance> Balances { get; private set; } = [];

    public override IReadOnlyList<Column<ListEntries.Row>> Columns { get; } =
    [
        new("number", t["Document"], r => r.Number) { Sorts = true },
        new("bookedOn", t["Date"], r => r.BookedOn) { Kind = ColumnKind.Date, Sorts = true },
        new("journal", t["Journal"], r => r.Journal),
        new("source", t["Kind"], r => texts[$"EntrySource.{r.Source}"].Value),
        new("label", t["Label"], r => r.Label),
        new("total", t["Total"], r => r.Total) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
        new("state", t["Transfer"], r => TransferStatus.Of(r.State, texts)),
        new("answer", t["Answer"], r => r.Answer) { Hidden = true },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("source", t["Kind"], [.. Enum.GetValues<EntrySource>().Select(s => (s.ToString(), texts[$"EntrySource.{s}"].Value))]),
        new DateFilter("from", t["From"]),
        new DateFilter("to", t["To"]),
    ];

    public override IReadOnlyList<ListView> Views { get; } = [new("all", t["All"]), new("queued", t["Queued"]), new("failed", t["Failed"])];

    public override object KeyOf(ListEntries.Row row) => row.Id;

    public override string HrefOf(ListEntries.Row row) => $"/accounting/{row.Id}";

    public override async Task<Result<ListPage<ListEntries.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        AccountingState? state = query.View switch { "queued" => AccountingState.Queued, "failed" => AccountingState.Failed, _ => null };
        var result = await list.RunAsync(
            new(query.Paging, query.Search, null, query.Choice<EntrySource>("source"), state, query.Date("from"), query.Date("to")), ct);
        if (!result.TryGet(out var listed))
        {
            return Result<ListPage<ListEntries.Row>>.Refused(result.Refusals);
        }

        Balances = listed.Balances;
        return new ListPage<ListEntries.Row>(listed.Page.Rows, listed.Page.Total, new Dictionary<string, string>
        {
            ["total"] = string.Join('\n', listed.Balances.Select(b => Formats.Current.Amount(b.Debit, b.Currency))),
        });
    }
}
