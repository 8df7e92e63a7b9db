using Microsoft.AspNetCore.Identity;
using Portal.Business.Common;

namespace Portal.Business.Accounts;

public enum UserState
{
    /// <summary>Has an invitation and no password yet.</summary>
    Invited,
    Active,

    /// <summary>An administrator took the access away.</summary>
    Locked,
}

/// <summary>Somebody who can sign in: staff, or a person of one or several clients. The e-mail address is the name to sign in with.</summary>
public sealed class User : IdentityUser<long>, IAudited
{
    private const int CodesRemembered = 6;

    public User() => Id = Ids.New();

    public User(string email, string displayName, string language, bool isClientUser)
        : this()
    {
        Email = UserName = email;
        NormalizedEmail = NormalizedUserName = Normalize(email);
        SecurityStamp = Guid.NewGuid().ToString("N");
        LockoutEnabled = true;
        IsClientUser = isClientUser;
        Introduce(displayName, language);
    }

    public string DisplayName { get; private set; } = "";

    /// <summary>Language of the interface: "en", "fr-CA" or "fr-FR".</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Client users see their clients only; staff have none. Never changes.</summary>
    public bool IsClientUser { get; private init; }

    /// <summary>Set while an administrator has taken the access away; too many wrong passwords set LockoutEnd instead.</summary>
    public DateTime? LockedAt { get; private set; }

    [NotAudited]
    public DateTime? LastSignInAt { get; private set; }

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    /// <summary>The authenticator codes accepted last, so that none is accepted twice.</summary>
    [NotAudited]
    public string RecentCodes { get; private set; } = "";

    [NotAudited]
    public override string? PasswordHash { get; set; }

    [NotAudited]
    public override string? SecurityStamp { get; set; }

    [NotAudited]
    public override string? ConcurrencyStamp { get; set; }

    [NotAudited]
    public override string? NormalizedEmail { get; set; }

    [NotAudited]
    public override string? NormalizedUserName { get; set; }

    [NotAudited]
    public override int AccessFailedCount { get; set; }

    public UserState State => LockedAt is not null ? UserState.Locked : PasswordHash is null ? UserState.Invited : UserState.Active;

    public static string Normalize(string email) => email.Trim().Normalize().ToUpperInvariant();

    public void Introduce(string displayName, string language)
    {
        DisplayName = displayName;
        Language = language;
        SearchKey = Folding.Fold(displayName, Email);
    }

    /// <summary>A new password ends all sessions and forgives wrong attempts.</summary>
    public void ChangePassword(string hash)
    {
        PasswordHash = hash;
        EndSessions();
        AccessFailedCount = 0;
        LockoutEnd = null;
    }

    /// <summary>Another address to sign in with and to write to. Whoever is signed in signs in again.</summary>
    public void MoveTo(string email)
    {
        Email = UserName = email;
        NormalizedEmail = NormalizedUserName = Normalize(email);
        EmailConfirmed = false;
        SearchKey = Folding.Fold(DisplayName, email);
        EndSessions();
    }

    /// <summary>The owner of the mailbox followed a link sent to it.</summary>
    public void ConfirmEmail() => EmailConfirmed = true;

    public void Lock(DateTime now)
    {
        LockedAt = now;
        EndSessions();
    }

    public void Unlock()
    {
        LockedAt = null;
        LockoutEnd = null;
        AccessFailedCount = 0;
    }

    /// <summary>Cookies and circuits carry the stamp; with a new one they are no longer valid.</summary>
    public void EndSessions() => SecurityStamp = Guid.NewGuid().ToString("N");

    /// <summary>False if this code was accepted lately (RFC 6238, 5.2: a code is accepted once).</summary>
    public bool UseCode(string code)
    {
        var recent = RecentCodes.Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (recent.Contains(code, StringComparer.Ordinal))
        {
            return false;
        }

        RecentCodes = string.Join(',', recent.Append(code).TakeLast(CodesRemembered));
        return true;
    }
}

/// <summary>What its users may do stands in its claims, one permission each.</summary>
public sealed class Role : IdentityRole<long>, IAudited
{
    public const string PermissionClaim = "permission";

    public Role() => Id = Ids.New();

    public Role(string name, bool isForClients)
        : this()
    {
        IsForClients = isForClients;
        Rename(name);
    }

    /// <summary>For client users; their roles hold portal permissions only, those of staff never do.</summary>
    public bool IsForClients { get; private init; }

    [NotAudited]
    public override string? ConcurrencyStamp { get; set; } = Guid.NewGuid().ToString();

    [NotAudited]
    public override string? NormalizedName { get; set; }

    /// <summary>Always holds every staff permission and always has somebody.</summary>
    public bool IsAdministrator => NormalizedName == AdministratorKey;

    internal static string AdministratorKey { get; } = Normalize(DefaultRoles.Administrator);

    public static string Normalize(string name) => name.Trim().Normalize().ToUpperInvariant();

    public void Rename(string name)
    {
        Name = name.Trim();
        NormalizedName = Normalize(name);
    }
}

/// <summary>Lets a client user see a client.</summary>
public sealed class ClientUser : Entity, IBelongsToClient, IAudited
{
    public ClientUser(long userId, long clientId)
    {
        UserId = userId;
        ClientId = clientId;
    }

    private ClientUser()
    {
    }

    public long UserId { get; private set; }

    public long ClientId { get; private set; }
}
