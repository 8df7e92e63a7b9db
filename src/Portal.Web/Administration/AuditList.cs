using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Administration;

public sealed class AuditList(
    ListAuditEntries list, ListAuditSubjects subjects, AuditWords words, AccountNames names, IEnumerable<SearchKind> kindsOfSearch, ScreenTime time,
    IStringLocalizer<AdministrationPages> t)
    : ListDefinition<AuditRow>
{
    private IReadOnlyList<string> kinds = [];

    public override string Name => "audit";

    public override string SearchHint => t["SearchAudit"];

    public override IReadOnlyList<Column<AuditRow>> Columns =>
    [
        new("at", t["When"], r => r.At) { Kind = ColumnKind.DateTime },
        new("person", t["Who"], Who),
        new("action", t["What"], r => t["Action." + r.Action].Value),
        new("subject", t["Record"], Record) { Template = row => builder => builder.AddContent(0, Link(row)) },
        new("id", t["Identifier"], r => r.SubjectId.ToString(System.Globalization.CultureInfo.InvariantCulture)) { Hidden = true },
        new("changes", t["BeforeAfter"], r => string.Join("; ", r.Changes.Select(c => $"{words.Property(r.Subject, c.Property)}: {words.Value(r.Subject, c.Property, c.Before)} → {words.Value(r.Subject, c.Property, c.After)}")))
        {
            Template = row => builder =>
            {
                builder.OpenComponent<AuditChanges>(0);
                builder.AddComponentParameter(1, nameof(AuditChanges.Row), row);
                builder.CloseComponent();
            },
        },
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("subject", t["Record"], [.. kinds.Select(k => (k, words.Subject(k))).OrderBy(k => k.Item2, StringComparer.CurrentCulture)]),
        new ChoiceFilter("action", t["What"], [.. Enum.GetValues<AuditAction>().Select(a => (a.ToString(), t["Action." + a].Value))]),
        new DateFilter("from", t["From"]),
        new DateFilter("until", t["Until"]),
    ];

    public override object KeyOf(AuditRow row) => row.Id;

    public override async Task<Result<ListPage<AuditRow>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        if (kinds.Count == 0 && (await subjects.RunAsync(ct)).TryGet(out var known))
        {
            kinds = known;
        }

        var filter = new AuditFilter(
            query.Filter("subject"), query.Id("id"), query.Search, query.Choice<AuditAction>("action"), Utc(query.Date("from")), Utc(query.Date("until")?.AddDays(1)));
        return Shown(await list.RunAsync(filter, query.Paging, ct));
    }

    private string Record(AuditRow row) => row.SubjectName is null ? words.Subject(row.Subject) : $"{words.Subject(row.Subject)} {Called(row)}";

    private string? Called(AuditRow row) => row.Subject == nameof(Role) ? names.Role(row.SubjectName!) : row.SubjectName;

    private RenderFragment Link(AuditRow row) => builder =>
    {
        if (row.SubjectName is null || HrefOfRecord(row) is not { } href)
        {
            builder.AddContent(0, Record(row));
            return;
        }

        builder.AddContent(1, words.Subject(row.Subject) + " ");
        builder.OpenElement(2, "a");
        builder.AddAttribute(3, "href", href);
        builder.AddContent(4, Called(row));
        builder.CloseElement();
    };

    /// <summary>Where the record's page is: known for users and roles, and for what the search finds.</summary>
    private string? HrefOfRecord(AuditRow row) => row.Subject switch
    {
        nameof(User) => $"/settings/users/{row.SubjectId}",
        nameof(Role) => $"/settings/roles/{row.SubjectId}",
        _ => kindsOfSearch.FirstOrDefault(k => string.Equals(k.Kind, row.Subject, StringComparison.OrdinalIgnoreCase))
            ?.Href(new SearchHit(row.Subject, row.SubjectId, row.SubjectName!, "")),
    };

    private string Who(AuditRow row) => row.Person.Length > 0 ? row.Person : t["Visitor"];

    /// <summary>The start of the day where the reader is.</summary>
    private DateTime? Utc(DateOnly? day)
    {
        if (day is not { } date)
        {
            return null;
        }

        var local = date.ToDateTime(TimeOnly.MinValue);
        return TimeZoneInfo.ConvertTimeToUtc(time.Zone.IsInvalidTime(local) ? local.AddHours(1) : local, time.Zone);
    }
}
