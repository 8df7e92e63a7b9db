using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Catalog;

public sealed class PaymentTermsList(ListPaymentTerms list, IStringLocalizer<CatalogPages> t) : CatalogList<ListPaymentTerms.Row>(t)
{
    public override string Name => "payment-terms";

    public override IReadOnlyList<Column<ListPaymentTerms.Row>> Columns =>
    [
        new("code", T["Code"], r => r.Code) { Sorts = true },
        new("name", T["Name"], r => r.Name.In(Language)),
        new("instalments", T["Instalments"], r => r.Instalments.Count) { Kind = ColumnKind.Count },
        new("state", T["State"], r => StateOf(r.IsActive)),
    ];

    public override object KeyOf(ListPaymentTerms.Row row) => row.Id;

    public override string HrefOf(ListPaymentTerms.Row row) => $"/settings/payment-terms/{row.Id}";

    public override async Task<Result<ListPage<ListPaymentTerms.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        return Shown(await list.RunAsync(new(query.Search, ActiveOf(query), query.Paging), ct));
    }
}
