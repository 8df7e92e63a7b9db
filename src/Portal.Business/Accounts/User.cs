using Microsoft.AspNetCore.Identity;
using Portal.Business.Common;

namespace Portal.Business.Accounts;

/// <summary>Somebody who can sign in: staff, or a person of one or several clients.</summary>
public sealed class User : IdentityUser<long>, IAudited
{
    public User() => Id = Ids.New();

    public string DisplayName { get; set; } = "";

    /// <summary>Language of the interface: "en", "fr-CA" or "fr-FR".</summary>
    public string Language { get; set; } = "en";

    /// <summary>Client users see their clients only; staff have none.</summary>
    public bool IsClientUser { get; set; }

    [NotAudited]
    public override string? PasswordHash { get; set; }

    [NotAudited]
    public override string? SecurityStamp { get; set; }

    [NotAudited]
    public override string? ConcurrencyStamp { get; set; }
}

public sealed class Role : IdentityRole<long>, IAudited
{
    public Role() => Id = Ids.New();

    public Role(string name)
        : this() => Name = name;

    [NotAudited]
    public override string? ConcurrencyStamp { get; set; }
}
