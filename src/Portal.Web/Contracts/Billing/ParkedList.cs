using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Contracts.Billing;

public sealed class ParkedList(ListParkedBillings list, RefusalTexts texts, IStringLocalizer<ContractBillingPages> t) : ListDefinition<ListParkedBillings.Row>
{
    private const string Waiting = "waiting";

    public override string Name => "parked-billings";

    public override IReadOnlyList<Column<ListParkedBillings.Row>> Columns { get; } =
    [
        new("contract", t["Contract"], r => r.Reference),
        new("client", t["Client"], r => r.ClientName),
        new("title", t["Title"], r => r.Title) { Hidden = true },
        new("date", t["InvoiceOn"], r => r.InvoiceOn),
        new("net", t["Net"], r => r.Net) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("reason", t["Reason"], r => string.Join(' ', r.Reasons.Select(texts.Say))) { Wraps = true },
        new("state", t["State"], r => r.ReleasedAt is not null ? new Status(t["Released"], Tone.Ok)
            : r.MayRelease ? new Status(t["ToDecide"], Tone.Warning) : new Status(t["ToPutRight"], Tone.Refused)),
    ];

    public override IReadOnlyList<ListView> Views { get; } = [new("all", t["View.All"]), new(Waiting, t["View.Waiting"])];

    public override object KeyOf(ListParkedBillings.Row row) => row.Id;

    public override string HrefOf(ListParkedBillings.Row row) => $"/contracts/{row.ContractId}";

    public override async Task<Result<ListPage<ListParkedBillings.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(new ListParkedBillings.Input(query.View == Waiting, query.Paging), ct);
        return result.TryGet(out var page) ? (ListPage<ListParkedBillings.Row>)page : Result<ListPage<ListParkedBillings.Row>>.Refused(result.Refusals);
    }
}
