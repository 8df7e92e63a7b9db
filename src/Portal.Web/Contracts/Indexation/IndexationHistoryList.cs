using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Contracts.Indexation;

public sealed class IndexationHistoryList(ListIndexations list, CompanyChoices companies, IStringLocalizer<IndexationPages> t) : ListDefinition<ListIndexations.Row>
{
    /// <summary>One on the page that was read last is being taken back.</summary>
    public bool IsUnderWay { get; private set; }

    public override string Name => "indexations";

    public override IReadOnlyList<Column<ListIndexations.Row>> Columns { get; } =
    [
        new("from", t["From"], r => r.From),
        new("company", t["LegalEntity"], r => r.Company) { Hidden = true },
        new("rule", t["Rule"], r => IndexationWords.Formula(r.Rule, r.Used, Formats.Current.Culture.Name)) { Wraps = true },
        new("values", t["Values"], r => string.Join("\n", IndexationWords.Values(r.Used, Formats.Current.Culture.Name))) { Wraps = true, Hidden = true },
        new("factor", t["Factor"], r => Formats.Current.UnitPrice(Math.Round(r.Factor, 6))),
        new("lines", t["Lines"], r => r.Lines) { Kind = ColumnKind.Count },
        new("by", t["By"], r => r.AppliedByName),
        new("at", t["At"], r => r.AppliedAt),
        new("letters", t["Letters"], r => r.Clients < r.Letters ? $"{r.Letters}" : r.LettersWait ? $"{r.Letters} / {r.Clients} · {t["LettersWait"]}" : $"{r.Letters} / {r.Clients}"),
        new("state", t["State"], r => StateOf(r, t)),
    ];

    public override IReadOnlyList<Filter> Filters => [new ChoiceFilter("entity", t["LegalEntity"], CompanyChoices.FilterOptions(companies.Loaded))];

    public override object KeyOf(ListIndexations.Row row) => row.Id;

    public override async Task<Result<ListPage<ListIndexations.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        var result = await list.RunAsync(new(query.Paging, query.Id("entity")), ct);
        IsUnderWay = result.TryGet(out var read) && read.Rows.Any(r => r.IsBeingUndone);
        return result.TryGet(out var page) ? (ListPage<ListIndexations.Row>)page : Result<ListPage<ListIndexations.Row>>.Refused(result.Refusals);
    }

    private static Status StateOf(ListIndexations.Row row, IStringLocalizer<IndexationPages> t) => row switch
    {
        { IsBeingUndone: true } => new Status(t["State.Undoing", row.UndoneByName, row.UndoContracts - row.Contracts, row.UndoContracts], Tone.Waiting),
        { UndoneAt: not null, Lines: > 0 } => new Status(t["State.UndoneKept", row.UndoneByName], Tone.Neutral),
        { UndoneAt: not null } => new Status(t["State.Undone", row.UndoneByName], Tone.Neutral),
        { FinishedAt: null } => new Status(t["State.Interrupted"], Tone.Warning),
        { IsBilled: true } => new Status(t["State.Billed"], Tone.Ok),
        _ => new Status(t["State.Applied"], Tone.Ok),
    };
}
