using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Reminders;
using Portal.Business.Reminders.UseCases;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Reminders;

public sealed class DueList(ListDueReminders list, CompanyChoices companies, IStringLocalizer<RemindersPages> t) : ListDefinition<ListDueReminders.Row>
{
    /// <summary>Those of the companies whose reminders were read last.</summary>
    private IReadOnlyList<int> levels = [];

    public override string Name => "reminders";

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<ListDueReminders.Row>> Columns { get; } =
    [
        new("client", t["Client"], r => r.Client) { Sorts = true },
        new("entity", t["LegalEntity"], r => r.LegalEntity) { Hidden = true },
        new("level", t["Level"], r => r.Key.Level) { Kind = ColumnKind.Count, Sorts = true },
        new("invoices", t["Invoices"], r => r.Invoices) { Kind = ColumnKind.Count },
        new("days", t["DaysLate"], r => r.DaysLate) { Kind = ColumnKind.Count },
        Amount("overdue", t["Overdue"], r => r.Overdue, sorts: true),
        Amount("interest", t["Interest"], r => r.Interest),
        Amount("fee", t["Fee"], r => r.Fee),
        Amount("total", t["ToPay"], r => r.Total),
        new("mode", t["Mode"], r => r.IsAutomatic ? new Status(t["GoesByItself"], Tone.Waiting) : new Status(t["WaitsForYou"], Tone.Neutral)),
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("entity", t["LegalEntity"], CompanyChoices.FilterOptions(companies.Loaded)),
        new ChoiceFilter("level", t["Level"], [.. levels.Select(l => (l.ToString(CultureInfo.InvariantCulture), t["LevelOf", l].Value))]),
        new LinkedFilter("client", t["Client"], _ => t["ThisOne"]),
    ];

    public override object KeyOf(ListDueReminders.Row row) => row.Key;

    public override string HrefOf(ListDueReminders.Row row) => ReminderLinks.Preview(row.Key);

    public override async Task<Result<ListPage<ListDueReminders.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(new(query.Paging, query.Id("entity"), query.Id("client"), (int?)query.Id("level"), query.Search), ct);
        if (!result.TryGet(out var found))
        {
            return Result<ListPage<ListDueReminders.Row>>.Refused(result.Refusals);
        }

        levels = found.Levels;
        return (ListPage<ListDueReminders.Row>)found.Page;
    }

    private static Column<ListDueReminders.Row> Amount(string key, string title, Func<ListDueReminders.Row, decimal> value, bool sorts = false) =>
        new(key, title, r => value(r) == 0 ? null : value(r)) { Kind = ColumnKind.Amount, Sorts = sorts, Currency = r => r.Key.Currency };
}
