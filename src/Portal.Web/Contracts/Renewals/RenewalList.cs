using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Contracts.Renewals;

public sealed class RenewalList(ListRenewals list, CompanyChoices companies, IStringLocalizer<RenewalPages> t) : ListDefinition<ListRenewals.Row>
{
    private const string Lapsed = "lapsed";
    private const string Tasks = "tasks";
    private const int UsualDays = 90;

    public override string Name => "renewals";

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<ListRenewals.Row>> Columns { get; } =
    [
        new("reference", t["Contract"], r => r.Reference) { Sorts = true },
        new("client", t["Client"], r => r.Client) { Sorts = true },
        new("title", t["Title"], r => r.Title) { Hidden = true },
        new("end", t["End"], r => r.EndsOn) { Sorts = true },
        new("deadline", t["Deadline"], r => r.Deadline),
        new("how", t["How"], r => t[r.RenewsAutomatically ? "ByItself" : "ByAPerson"].Value),
        new("kind", t["Kind"], r => t["Kind." + r.Kind].Value) { Hidden = true },
        new("annual", t["Annual"], r => r.AnnualNet) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("task", t["Task"], r => TaskOf(r, t)),
        new("told", t["ClientTold"], r => r.ClientTold ? t["Yes"].Value : null) { Hidden = true },
        new("proposal", t["Proposal"], r => r.ProposesIndexation ? t["Proposed"].Value : null),
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("how", t["How"], [("auto", t["ByItself"].Value), ("person", t["ByAPerson"].Value)]),
        new ChoiceFilter("entity", t["LegalEntity"], CompanyChoices.FilterOptions(companies.Loaded)),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
    [
        new(UsualDays.ToString(CultureInfo.InvariantCulture), t["View.Days", UsualDays]), new("30", t["View.Days", 30]), new("60", t["View.Days", 60]), new("180", t["View.Days", 180]),
        new(Tasks, t["View.Tasks"]), new(Lapsed, t["View.Lapsed"]),
    ];

    public override object KeyOf(ListRenewals.Row row) => row.Id;

    public override string HrefOf(ListRenewals.Row row) => $"/contracts/{row.Id}";

    public override async Task<Result<ListPage<ListRenewals.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        var days = query.View == Tasks ? 732 : int.TryParse(query.View, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : UsualDays;
        bool? automatic = query.Filter("how") switch { "auto" => true, "person" => false, _ => null };
        var result = await list.RunAsync(new(query.Paging, days, query.View == Lapsed, automatic, query.View == Tasks, query.Id("entity"), query.Search), ct);
        return result.TryGet(out var page) ? (ListPage<ListRenewals.Row>)page : Result<ListPage<ListRenewals.Row>>.Refused(result.Refusals);
    }

    private static Status? TaskOf(ListRenewals.Row row, IStringLocalizer<RenewalPages> t) => row switch
    {
        { Status: ContractStatus.Ended } => new Status(t["Task.Over"], Tone.Neutral),
        { NoticeId: null } => null,
        { IsHandled: true } => new Status(t["Task.Handled"], Tone.Ok),
        _ => new Status(t["Task.Open"], Tone.Warning),
    };
}
