using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Banking;
using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Banking;

public sealed class BankLineList(ListBankLines list, ListBankAccounts accounts, IStringLocalizer<BankingPages> t, IStringLocalizer<BankingText> texts)
    : ListDefinition<ListBankLines.Row>
{
    private IReadOnlyList<ListBankAccounts.Row> known = [];

    public override string Name => "bank-lines";

    public override string SearchHint => t["SearchLines"];

    public override IReadOnlyList<Column<ListBankLines.Row>> Columns { get; } =
    [
        new("name", t["Who"], r => r.Name.Length > 0 ? r.Name : t["WithoutName"].Value) { Sorts = true },
        new("bookedOn", t["BookedOn"], r => r.BookedOn) { Kind = ColumnKind.Date, Sorts = true },
        new("label", t["Label"], r => Folding.Cut(r.Label.ReplaceLineEndings(" "), 90)),
        new("account", t["Account"], r => r.Account),
        new("amount", t["Amount"], r => r.Amount) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
        new("match", t["Match"], r => BankStatus.Match(r, t)),
        new("state", t["Status"], r => BankStatus.Of(r.State, texts)),
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("account", t["Account"], [.. known.Select(a => (a.Id.ToString(CultureInfo.InvariantCulture), a.Name))]),
        new ChoiceFilter("direction", t["Direction"], [("in", t["MoneyIn"].Value), ("out", t["MoneyOut"].Value)]),
        new DateFilter("from", t["From"]),
        new DateFilter("to", t["To"]),
        new LinkedFilter("statement", t["Statement"], _ => t["OneStatement"]),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
        [new("todo", t["View.ToDo"]), new("matched", t["View.Matched"]), new("ignored", t["View.Ignored"]), new("all", t["View.All"])];

    public override object KeyOf(ListBankLines.Row row) => row.Id;

    public override string HrefOf(ListBankLines.Row row) => $"/bank/lines/{row.Id}";

    public override async Task<Result<ListPage<ListBankLines.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        known = (await accounts.RunAsync(ct)).TryGet(out var found) ? found : [];
        BankLineState? state = query.View switch { "matched" => BankLineState.Matched, "ignored" => BankLineState.Ignored, "all" => null, _ => BankLineState.ToDo };
        bool? credits = query.Filter("direction") switch { "in" => true, "out" => false, _ => null };
        var result = await list.RunAsync(
            new(query.Paging, query.Search, state, query.Id("account"), query.Id("statement"), credits, query.Date("from"), query.Date("to")), ct);
        return result.TryGet(out var listed)
            ? new ListPage<ListBankLines.Row>(listed.Page.Rows, listed.Page.Total, new Dictionary<string, string>
            {
                ["amount"] = string.Join('\n', listed.Sums.SelectMany(s => new[] { s.In, s.Out }.Where(a => a != 0).Select(a => Formats.Current.Amount(a, s.Currency)))),
            })
            : Result<ListPage<ListBankLines.Row>>.Refused(result.Refusals);
    }
}

public sealed class BankStatementList(ListBankStatements list, IStringLocalizer<BankingPages> t) : ListDefinition<ListBankStatements.Row>
{
    public override string Name => "bank-statements";

    public override IReadOnlyList<Column<ListBankStatements.Row>> Columns { get; } =
    [
        new("file", t["File"], r => r.Reference.Length > 0 ? r.Reference : r.FileName),
        new("account", t["Account"], r => r.Account),
        new("first", t["FirstOn"], r => r.FirstOn) { Kind = ColumnKind.Date },
        new("last", t["LastOn"], r => r.LastOn) { Kind = ColumnKind.Date },
        new("opening", t["Opening"], r => r.Opening) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("closing", t["Closing"], r => r.Closing) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("progress", t["Progress"], r => BankStatus.Progress(r.Settled, r.Lines, t)),
        new("balance", t["Balances"], r => BankStatus.Balance(r.Difference, r.Currency, t)),
        new("imported", t["ImportedAt"], r => r.ImportedAt) { Kind = ColumnKind.DateTime },
        new("by", t["ImportedBy"], r => r.ImportedBy) { Hidden = true },
    ];

    public override object KeyOf(ListBankStatements.Row row) => row.Id;

    public override string HrefOf(ListBankStatements.Row row) => $"/bank?view=all&f_statement={row.Id}";

    public override async Task<Result<ListPage<ListBankStatements.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        return Shown(await list.RunAsync(new(query.Paging, query.Id("account")), ct));
    }
}
