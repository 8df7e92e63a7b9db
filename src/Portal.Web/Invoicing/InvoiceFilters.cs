using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;
using Portal.Web.Kit.Lists;
using static Portal.Business.Invoicing.UseCases.FindForInvoiceFilter;

namespace Portal.Web.Invoicing;

/// <summary>What the invoice list can be narrowed to, and what that asks of its use case.</summary>
public sealed class InvoiceFilters(
    FindForInvoiceFilter find, ICurrentUser user, IStringLocalizer<InvoicingPages> t, IStringLocalizer<InvoicingText> texts, IStringLocalizer<KitText> kit)
{
    public IReadOnlyList<Filter> All { get; } =
    [
        new ChoiceFilter("status", t["Status"], [.. Enum.GetValues<InvoiceStatus>().Select(s => (s.ToString(), texts[$"InvoiceStatus.{s}"].Value))]) { Many = true },
        Picker(find, "client", t["Client"], Subject.Client),
        new PeriodFilter("issued", t["IssuedOn"], name => kit[$"Period.{name}"]),
        new ChoiceFilter("only", t["Progress"], [("toissue", t["OnlyToIssue"]), ("unpaid", t["OnlyUnpaid"]), ("overdue", t["Overdue"])]) { Secondary = true },
        new ChoiceFilter("attention", t["NeedsAttention"], [.. Invoice.AttentionKeys.Select(key => (key, texts[$"Attention.{key}.Short"].Value))]) { Secondary = true },
        new PeriodFilter("due", t["DueOn"], name => kit[$"Period.{name}"]) { Secondary = true },
        new PeriodFilter("open", t["OpenPartDue"], name => kit[$"Period.{name}"]) { Secondary = true },
        new PeriodFilter("created", t["CreatedOn"], name => kit[$"Period.{name}"]) { Secondary = true },
        new AmountFilter("total", t["Total"]) { Secondary = true },
        Picker(find, "job", t["Job"], Subject.Job) with { Secondary = true },
        .. MayFind(user, Subject.Contract) ? [Picker(find, "contract", t["Contract"], Subject.Contract) with { Secondary = true }] : Array.Empty<Filter>(),
        Picker(find, "entity", t["Company"], Subject.Company) with { Secondary = true },
        Picker(find, "currency", t["Currency"], Subject.Currency) with { Secondary = true },
    ];

    public static ListInvoices.Filter Of(ListQuery query)
    {
        var statuses = query.Choices<InvoiceStatus>("status");
        var opening = query.View is null or "todo" && query.Id("job") is null && query.Id("contract") is null;
        var (least, most) = query.Amounts("total");
        return new ListInvoices.Filter(
            query.Search,
            statuses.Count > 0 ? statuses : opening ? ListInvoices.OpeningStatuses : null,
            query.View == "credits" ? InvoiceKind.CreditNote : null,
            LegalEntityId: query.Id("entity"),
            ClientId: query.Id("client"),
            JobId: query.Id("job"),
            OnlyUnpaid: query.Filter("only") == "unpaid",
            OnlyOverdue: query.View == "overdue" || query.Filter("only") == "overdue",
            OnlyAttention: query.View == "attention",
            OnlyToIssue: query.Filter("only") == "toissue",
            OnlyIssued: query.View == "issued",
            OnlyDisputed: query.View == "disputed",
            Currency: query.Filter("currency"),
            AttentionKey: query.Filter("attention"),
            MinTotal: least,
            MaxTotal: most,
            Ids: query.Keys is { } keys ? [.. keys.Select(k => long.TryParse(k, out var id) ? id : 0)] : null,
            Periods: (query.Period("issued"), query.Period("created"), query.Period("due"), query.Period("open")) is var (issued, created, due, open) && (issued ?? created ?? due ?? open) is not null
                ? new InvoicePeriods(issued, created, due, open)
                : null,
            ContractId: query.Id("contract"));
    }

    private static PickerFilter Picker(FindForInvoiceFilter find, string key, string label, Subject subject) => new(
        key, label,
        async (request, ct) => (await find.RunAsync(new Input(subject, request.Text, null, request.Skip, request.Take), ct)).TryGet(out var found)
            ? [.. found.Select(f => new Choice<string>(f.Value, f.Text, f.Detail))]
            : [],
        async (value, ct) => (await find.RunAsync(new Input(subject, Value: value, Take: 1), ct)).TryGet(out var found) && found is [var known, ..] ? known.Text : null);
}
