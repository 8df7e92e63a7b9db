using Portal.Business.Common;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Kit.Gallery;

public sealed record SampleRow(long Id, string Number, string Client, string Town, DateOnly On, decimal Total, string Currency, string State);

/// <summary>Made-up invoices for the gallery, sorted, filtered and paged as a database would.</summary>
public sealed class SampleList : ListDefinition<SampleRow>
{
    public const string ListName = "samples";

    private static readonly string[] Clients =
        ["Imprimerie du Plateau", "Café Saint-Laurent", "Garage Tremblay et fils", "Société nouvelle de chauffage et climatisation du Grand Ouest", "Clinique Bellevue"];

    private static readonly string[] Towns = ["Montréal", "Québec", "Nantes", "Sherbrooke"];
    private static readonly string[] States = ["Draft", "Sent", "Paid", "Overdue"];

    private static readonly SampleRow[] Rows =
    [
        .. Enumerable.Range(1, 137).Select(i => new SampleRow(
            i, $"F-2026-{i:00000}", Clients[i % Clients.Length], Towns[i % Towns.Length], new DateOnly(2026, 1, 5).AddDays(i),
            Money.Round(i * 137.415m), i % 3 == 0 ? "EUR" : "CAD", States[i % States.Length])),
    ];

    public override string Name => ListName;

    public override string SearchHint => "Number or client";

    public override IReadOnlyList<Column<SampleRow>> Columns { get; } =
    [
        new("number", "Number", r => r.Number) { Sorts = true },
        new("client", "Client", r => r.Client) { Sorts = true },
        new("town", "Town", r => r.Town) { Hidden = true },
        new("date", "Date", r => r.On) { Kind = ColumnKind.Date, Sorts = true },
        new("state", "Status", r => StatusOf(r.State)),
        new("total", "Total", r => r.Total) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
        [new ChoiceFilter("state", "Status", [.. States.Select(s => (s, s))]), new DateFilter("from", "From")];

    public override IReadOnlyList<ListView> Views { get; } = [new("all", "All"), new("open", "To collect")];

    public static Status StatusOf(string state) => new(state, state switch
    {
        "Sent" => Tone.Waiting,
        "Paid" => Tone.Ok,
        "Overdue" => Tone.Warning,
        _ => Tone.Neutral,
    });

    public override object KeyOf(SampleRow row) => row.Id;

    public override string HrefOf(SampleRow row) => $"/dev/kit?tab=record&id={row.Id}";

    public override Task<Result<ListPage<SampleRow>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        if (query.Search == "refuse")
        {
            return Task.FromResult<Result<ListPage<SampleRow>>>(Refusal.Forbidden);
        }

        var from = query.Date("from");
        var found = Rows
            .Where(r => query.Search.Length == 0 || (r.Number + r.Client).Contains(query.Search, StringComparison.CurrentCultureIgnoreCase))
            .Where(r => query.Filter("state") is not { } state || r.State == state)
            .Where(r => query.View != "open" || r.State is "Sent" or "Overdue")
            .Where(r => from is null || r.On >= from)
            .ToList();
        IEnumerable<SampleRow> sorted = query.Sort switch
        {
            "client" => found.OrderBy(r => r.Client).ThenBy(r => r.Id),
            "date" => found.OrderBy(r => r.On),
            "total" => found.OrderBy(r => r.Total),
            _ => found.OrderBy(r => r.Number),
        };
        var rows = (query.Descending ? sorted.Reverse() : sorted).Skip(query.Paging.Skip).Take(query.Paging.Take).ToList();
        var foot = new Dictionary<string, string> { ["total"] = Formats.Current.Number(found.Sum(r => r.Total)) };
        return Task.FromResult<Result<ListPage<SampleRow>>>(new ListPage<SampleRow>(rows, found.Count, foot));
    }
}
