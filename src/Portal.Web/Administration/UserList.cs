using Microsoft.Extensions.Localization;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Administration;

public sealed class UserList(ListUsers list, ListRoles roles, AccountNames names, IStringLocalizer<AdministrationPages> t) : ListDefinition<UserRow>
{
    private Dictionary<long, string> roleNames = [];

    public override string Name => "users";

    public override string SearchHint => t["SearchUsers"];

    public override IReadOnlyList<Column<UserRow>> Columns =>
    [
        new("name", t["Name"], r => r.Name) { Sorts = true },
        new("email", t["Email"], r => r.Email) { Sorts = true },
        new("state", t["State"], r => names.State(r.State, r.IsLockedOut)),
        new("roles", t["Roles"], r => string.Join(", ", r.RoleIds.Select(id => roleNames.GetValueOrDefault(id)).Order(StringComparer.CurrentCulture))),
        new("clients", t["Clients"], r => string.Join(", ", r.Clients.Select(c => c.Name))),
        new("two-factor", t["TwoFactor"], r => r.HasTwoFactor ? t["Yes"].Value : t["No"].Value),
        new("last-sign-in", t["LastSignIn"], r => r.LastSignInAt) { Kind = ColumnKind.DateTime, Sorts = true },
    ];

    public override IReadOnlyList<ListView> Views => [new("staff", t["Staff"]), new("clients", t["ClientUsers"]), new("all", t["Everybody"])];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("state", t["State"], [.. Enum.GetValues<UserState>().Select(s => (s.ToString(), names.State(s, false).Word))]),
        new ChoiceFilter("role", t["Role"], [.. roleNames.Select(r => (r.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), r.Value))]),
    ];

    public override object KeyOf(UserRow row) => row.Id;

    public override string HrefOf(UserRow row) => $"/settings/users/{row.Id}";

    public override async Task<Result<ListPage<UserRow>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        if (roleNames.Count == 0 && (await roles.RunAsync(ct)).TryGet(out var known))
        {
            roleNames = known.ToDictionary(r => r.Id, r => names.Role(r.Name));
        }

        bool? clientUsers = query.View switch { "clients" => true, "all" => null, _ => false };
        return Shown(await list.RunAsync(new UserFilter(query.Search, clientUsers, query.Choice<UserState>("state"), query.Id("role")), query.Paging, ct));
    }
}
