using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Receivables.UseCases;
using Portal.Web.Companies;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Receivables;

public sealed class AgedList(AgedReceivables list, ICurrentUser user, CompanyChoices companies, IStringLocalizer<ReceivablesPages> t)
    : ListDefinition<AgedReceivables.Row>
{
    /// <summary>The day as of which a list is read.</summary>
    public const string DayFilter = "day";

    public override string Name => "aged-receivables";

    public override string SearchHint => t["SearchHint"];

    /// <summary>What was loaded last.</summary>
    public AgedReceivables.Listed? Last { get; private set; }

    public override IReadOnlyList<Column<AgedReceivables.Row>> Columns { get; } =
    [
        new("client", t["Client"], r => r.Client) { Sorts = true },
        new("entity", t["LegalEntity"], r => r.LegalEntity) { Hidden = true },
        new("currency", t["Currency"], r => r.Currency) { Hidden = true },
        Amount("notDue", t["Age0"], r => r.Ageing.NotDue),
        Amount("to30", t["Age1"], r => r.Ageing.To30),
        Amount("to60", t["Age2"], r => r.Ageing.To60),
        Amount("to90", t["Age3"], r => r.Ageing.To90),
        Amount("older", t["Age4"], r => r.Ageing.Older),
        Amount("owed", t["Owed"], r => r.Ageing.Total),
        Amount("disputed", t["DisputedShort"], r => r.Disputed),
        Amount("held", t["HeldShort"], r => r.Held),
        Amount("credit", t["Credit"], r => r.Credit),
        Amount("balance", t["Balance"], r => r.Balance),
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new LinkedFilter(DayFilter, t["AsOf"], new DateFilter(DayFilter, t["AsOf"]).Describe),
        new ChoiceFilter("entity", t["LegalEntity"], CompanyChoices.FilterOptions(companies.Loaded)),
        new ChoiceFilter("currency", t["Currency"], companies.CurrencyOptions),
    ];

    public override IReadOnlyList<ListView> Views { get; } = [new("all", t["All"]), new("overdue", t["Overdue"])];

    public override object KeyOf(AgedReceivables.Row row) => (row.ClientId, row.LegalEntityId, row.Currency);

    public override string? HrefOf(AgedReceivables.Row row) =>
        user.Has(Permissions.PaymentsView) ? StatementLinks.Page(row.ClientId, row.LegalEntityId, row.Currency, Last?.Day) : $"/clients/{row.ClientId}";

    public override async Task<Result<ListPage<AgedReceivables.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(
            new(query.Paging, query.Date(DayFilter), query.Id("entity"), query.Filter("currency"), query.Search, query.View == "overdue"), ct);
        if (!result.TryGet(out var listed))
        {
            return Result<ListPage<AgedReceivables.Row>>.Refused(result.Refusals);
        }

        Last = listed;
        string Foot(Func<AgedReceivables.Total, decimal> of) => string.Join('\n', listed.Totals.Where(x => of(x) != 0).Select(x => Formats.Current.Amount(of(x), x.Currency)));
        return new ListPage<AgedReceivables.Row>(listed.Page.Rows, listed.Page.Total, new Dictionary<string, string>
        {
            ["notDue"] = Foot(x => x.Ageing.NotDue),
            ["to30"] = Foot(x => x.Ageing.To30),
            ["to60"] = Foot(x => x.Ageing.To60),
            ["to90"] = Foot(x => x.Ageing.To90),
            ["older"] = Foot(x => x.Ageing.Older),
            ["owed"] = Foot(x => x.Ageing.Total),
            ["disputed"] = Foot(x => x.Disputed),
            ["held"] = Foot(x => x.Held),
            ["credit"] = Foot(x => x.Credit),
            ["balance"] = Foot(x => x.Balance),
        });
    }

    private static Column<AgedReceivables.Row> Amount(string key, string title, Func<AgedReceivables.Row, decimal> value) =>
        new(key, title, r => value(r) == 0 ? null : value(r)) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency };
}
