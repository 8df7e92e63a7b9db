using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Invoicing;

/// <summary>What clients hold back of invoices; a row leads to the invoice, where it is released.</summary>
public sealed class RetentionList(ListRetentions list, IStringLocalizer<InvoicingPages> t) : ListDefinition<ListRetentions.Row>
{
    public override string Name => "retentions";

    public override IReadOnlyList<Column<ListRetentions.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number),
        new("client", t["Client"], r => r.Client),
        new("job", t["Job"], r => r.Job),
        new("issuedOn", t["IssuedOn"], r => r.IssuedOn) { Kind = ColumnKind.Date, Sorts = true },
        new("total", t["Total"], r => r.Total) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("percent", t["RetentionPercent"], r => Formats.Current.Percent(r.Percent)),
        new("held", t["StillHeld"], r => r.Held) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
        new("until", t["RetentionUntil"], r => r.Until) { Kind = ColumnKind.Date, Sorts = true },
    ];

    public override IReadOnlyList<Filter> Filters { get; } = [new DateFilter("to", t["FallsDueBy"])];

    public override object KeyOf(ListRetentions.Row row) => row.InvoiceId;

    public override string HrefOf(ListRetentions.Row row) => $"/invoices/{row.InvoiceId}#retention";

    public override async Task<Result<ListPage<ListRetentions.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(new(query.Paging, query.Id("client"), query.Date("to")), ct);
        return result.TryGet(out var listed)
            ? new ListPage<ListRetentions.Row>(listed.Page.Rows, listed.Page.Total, new Dictionary<string, string>
            {
                ["held"] = string.Join('\n', listed.Sums.Select(s => Formats.Current.Amount(s.Held, s.Currency))),
            })
            : Result<ListPage<ListRetentions.Row>>.Refused(result.Refusals);
    }
}
