using Microsoft.Extensions.Localization;
using Portal.Business.Accounts;
using Portal.Web.Kit;

namespace Portal.Web.Administration;

/// <summary>What roles, permissions and states are called.</summary>
public sealed class AccountNames(IStringLocalizer<AccountsText> business, IStringLocalizer<AdministrationPages> pages)
{
    /// <summary>The default roles in the reader's language; roles that administrators named themselves as they are.</summary>
    public string Role(string name) => business["Role." + name] is { ResourceNotFound: false } known ? known : name;

    public string Permission(string permission) => pages["Permission." + permission];

    public string PermissionAbout(string permission) => pages["About." + permission];

    /// <summary>"invoices" of "invoices.view".</summary>
    public string Group(string permission) => pages["Group." + permission.Split('.')[0]];

    public Status State(UserState state, bool isLockedOut) => state switch
    {
        UserState.Active when isLockedOut => new(pages["Resting"], Tone.Warning),
        UserState.Active => new(business["UserState.Active"], Tone.Ok),
        UserState.Invited => new(business["UserState.Invited"], Tone.Waiting),
        _ => new(business["UserState.Locked"], Tone.Refused, Icons.Lock),
    };
}
