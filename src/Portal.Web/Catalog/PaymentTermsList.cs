using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Catalog;

public sealed class PaymentTermsList(ListPaymentTerms list, IStringLocalizer<CatalogPages> t) : ListDefinition<ListPaymentTerms.Row>
{
    public override string Name => "payment-terms";

    public override string SearchHint => t["Code"];

    public override IReadOnlyList<Column<ListPaymentTerms.Row>> Columns { get; } =
    [
        new("code", t["Code"], r => r.Code) { Sorts = true },
        new("name", t["Name"], r => r.Name.In(Language)),
        new("instalments", t["Instalments"], r => r.Instalments.Count) { Kind = ColumnKind.Count },
        new("state", t["State"], r => r.IsActive ? new Status(t["Active"], Tone.Ok) : new Status(t["Inactive"], Tone.Neutral)),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
        [new("active", t["View.Active"]), new("inactive", t["View.Inactive"]), new("all", t["View.All"])];

    private static string Language => CultureInfo.CurrentUICulture.Name;

    public override object KeyOf(ListPaymentTerms.Row row) => row.Id;

    public override string HrefOf(ListPaymentTerms.Row row) => $"/settings/payment-terms/{row.Id}";

    public override async Task<Result<ListPage<ListPaymentTerms.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(new(query.Search, ActiveOf(query), query.Paging), ct);
        return result.TryGet(out var page) ? (ListPage<ListPaymentTerms.Row>)page : Result<ListPage<ListPaymentTerms.Row>>.Refused(result.Refusals);
    }

    private static bool? ActiveOf(ListQuery query) => query.View switch { "all" => null, "inactive" => false, _ => true };
}
