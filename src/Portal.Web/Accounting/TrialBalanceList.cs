using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Web.Companies;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Accounting;

public sealed class TrialBalanceList(ListTrialBalance list, CompanyChoices companies, IStringLocalizer<AccountingPages> t) : ListDefinition<ListTrialBalance.Row>
{
    public override string Name => "trial-balance";

    /// <summary>What was loaded last; the page shows its period and whether it balances.</summary>
    public ListTrialBalance.Listed? Last { get; private set; }

    public override IReadOnlyList<Column<ListTrialBalance.Row>> Columns { get; } =
    [
        new("account", t["Account"], r => r.Account),
        new("name", t["AccountName"], r => r.Name.In(CultureInfo.CurrentUICulture.Name)),
        new("opening", t["Opening"], r => r.Opening) { Kind = ColumnKind.Amount },
        new("debit", t["Debit"], r => r.Debit) { Kind = ColumnKind.Amount },
        new("credit", t["Credit"], r => r.Credit) { Kind = ColumnKind.Amount },
        new("closing", t["Closing"], r => r.Closing) { Kind = ColumnKind.Amount },
        new("currency", t["Currency"], r => r.Currency),
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("entity", t["Company"], CompanyChoices.FilterOptions(companies.Loaded)),
        new DateFilter("from", t["From"]),
        new DateFilter("to", t["To"]),
    ];

    public override object KeyOf(ListTrialBalance.Row row) => (row.AccountId, row.Currency);

    public override async Task<Result<ListPage<ListTrialBalance.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        var result = await list.RunAsync(new(query.Paging, query.Id("entity"), query.Date("from"), query.Date("to")), ct);
        if (!result.TryGet(out var listed))
        {
            return Result<ListPage<ListTrialBalance.Row>>.Refused(result.Refusals);
        }

        Last = listed;
        return new ListPage<ListTrialBalance.Row>(listed.Page.Rows, listed.Page.Total, new Dictionary<string, string>
        {
            ["opening"] = Each(s => s.Opening),
            ["debit"] = Each(s => s.Debit),
            ["credit"] = Each(s => s.Credit),
            ["closing"] = Each(s => s.Closing),
        });

        string Each(Func<ListTrialBalance.Sum, decimal> amount) => string.Join('\n', listed.Sums.Select(s => Formats.Current.Amount(amount(s), s.Currency)));
    }
}
