using System.Runtime.CompilerServices;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Invoicing;

/// <summary>The clerk's list. It opens on what waits for the clerk; filters that lead elsewhere say so in the address.</summary>
public sealed class InvoiceList(
    ListInvoices list, InvoiceFilters filters, ICurrentUser user, IStringLocalizer<InvoicingPages> t, IStringLocalizer<InvoicingText> texts) : ListDefinition<ListInvoices.Row>
{
    public override string Name => "invoices";

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<ListInvoices.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number) { Sorts = true },
        new("client", t["Client"], r => r.ClientName),
        new("title", t["Subject"], r => r.Title),
        new("job", t["Job"], r => r.JobNumber) { Hidden = true },
        new("kind", t["Kind"], r => texts[r.IsDeposit ? "InvoiceKind.Deposit" : $"InvoiceKind.{r.Kind}"].Value) { Hidden = true },
        new("status", t["Status"], r => InvoiceWords.Of(r.Status, texts)) { Sorts = true },
        new("attention", t["NeedsAttention"], r => r.Attention is null ? null : new Status(texts[$"Attention.{r.Attention}.Short"], Tone.Warning)) { Hidden = true },
        new("planned", t["PlannedOn"], r => r.PlannedOn) { Kind = ColumnKind.Date, Hidden = true },
        new("issued", t["IssuedOn"], r => r.IssuedOn) { Kind = ColumnKind.Date, Sorts = true },
        new("due", t["DueOn"], r => r.DueOn) { Kind = ColumnKind.Date, Sorts = true },
        new("payment", t["Payment"], r => r.IsDisputed ? InvoiceWords.Disputed(t) : InvoiceWords.Payment(r.Kind, r.IssuedOn is not null, r.Total, r.Paid, r.Credited, r.Balance, r.IsOverdue, t)),
        new("accounting", t["Accounting"], r => r.IssuedOn is null ? null : InvoiceWords.Of(r.Accounting, texts)) { Hidden = true },
        new("net", t["Net"], r => Signed(r, r.Net)) { Kind = ColumnKind.Amount, Hidden = true, Currency = r => r.Currency },
        new("total", t["Total"], r => Signed(r, r.Total)) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
        new("balance", t["Balance"], r => r.IssuedOn is null ? null : r.Balance) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
    ];

    public override IReadOnlyList<Filter> Filters => filters.All;

    public override IReadOnlyList<ListView> Views { get; } =
        [new("todo", t["ViewToDo"]), new("all", t["ViewAll"]), new("issued", t["ViewIssued"]), new("overdue", t["Overdue"]), new("disputed", t["ViewDisputed"]), new("attention", t["NeedsAttention"]) { Shows = ["attention"] }, new("credits", t["ViewCredits"])];

    public override object KeyOf(ListInvoices.Row row) => row.Id;

    public override string HrefOf(ListInvoices.Row row) => $"/invoices/{row.Id}";

    public override async Task<Result<ListPage<ListInvoices.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(InvoiceFilters.Of(query), query.Paging, ct);
        if (!result.TryGet(out var found))
        {
            return Result<ListPage<ListInvoices.Row>>.Refused(result.Refusals);
        }

        string Sum(Func<ListInvoices.Sum, decimal> amount) => string.Join('\n', found.Sums.Select(s => Formats.Current.Amount(amount(s), s.Currency)));
        return new ListPage<ListInvoices.Row>(found.Page.Rows, found.Page.Total, new Dictionary<string, string>
        {
            ["net"] = Sum(s => s.Net),
            ["total"] = Sum(s => s.Total),
            ["balance"] = string.Join('\n', found.Sums.SelectMany(s => BalanceOf(s))),
        });
    }

    public override async IAsyncEnumerable<ListInvoices.Row> StreamAsync(ListQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            throw new ListRefusedException([Refusal.Forbidden]);
        }

        await foreach (var row in list.StreamAsync(InvoiceFilters.Of(query), query.Paging, ct))
        {
            yield return row;
        }
    }

    /// <summary>Where instalments of some days are looked for, what falls due on them too.</summary>
    private IEnumerable<string> BalanceOf(ListInvoices.Sum sum)
    {
        yield return Formats.Current.Amount(sum.Balance, sum.Currency);
        if (sum.Open is { } open && open != sum.Balance)
        {
            yield return t["OpenPart", Formats.Current.Amount(open, sum.Currency)];
        }
    }

    /// <summary>Credit notes count negative, in rows as in the sums under them.</summary>
    private static decimal Signed(ListInvoices.Row row, decimal amount) => row.Kind == InvoiceKind.CreditNote ? -amount : amount;
}
