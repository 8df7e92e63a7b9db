using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Accounts;

/// <summary>The framework's store, but recovery codes are kept as hashes.</summary>
public sealed class PortalUserStore(PortalDbContext db, IdentityErrorDescriber describer) : UserOnlyStore<User, PortalDbContext, long>(db, describer)
{
    /// <summary>Where the framework's store keeps them.</summary>
    private const string StoreProvider = "[AspNetUserStore]", CodesToken = "RecoveryCodes";

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => Hash(user, code)), cancellationToken);

    /// <summary>Those that are left are hashes already: the framework's own way would hash them again, and none would ever fit.</summary>
    public override async Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        var left = (await GetTokenAsync(user, StoreProvider, CodesToken, cancellationToken) ?? "").Split(';').ToList();
        if (!left.Remove(Hash(user, code)))
        {
            return false;
        }

        await base.ReplaceCodesAsync(user, left, cancellationToken);
        return true;
    }

    /// <summary>With the user's id, so that equal codes of two people differ; upper case without separators, so that typing is forgiven.</summary>
    private static string Hash(User user, string code)
    {
        var bare = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(user.Id.ToString(CultureInfo.InvariantCulture) + ":" + bare)));
    }
}

/// <summary>Authenticator codes that are accepted once.</summary>
public sealed class OneTimeAuthenticator : AuthenticatorTokenProvider<User>
{
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user) =>
        await base.ValidateAsync(purpose, token, manager, user)
            && user.UseCode(token)
            && (await manager.UpdateAsync(user)).Succeeded;
}
