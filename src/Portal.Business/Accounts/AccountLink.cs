using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Portal.Business.Common;

namespace Portal.Business.Accounts;

public enum AccountLinkPurpose
{
    Invitation,
    PasswordReset,
}

/// <summary>
/// A link that lets whoever holds it set a password, once and for a while. Only a hash of its secret is stored: a copy of the
/// database opens nothing.
/// </summary>
public sealed class AccountLink : Entity, IVersioned
{
    private const int SecretBytes = 32;
    private static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);
    private static readonly TimeSpan ResetLife = TimeSpan.FromHours(1);

    private AccountLink()
    {
    }

    public long UserId { get; private set; }

    public AccountLinkPurpose Purpose { get; private set; }

    public string SecretHash { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? UsedAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Makes a link and the secret that goes into its address; the secret is not kept.</summary>
    public static (AccountLink Link, string Secret) Make(long userId, AccountLinkPurpose purpose, DateTime now)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var link = new AccountLink
        {
            UserId = userId,
            Purpose = purpose,
            SecretHash = Hash(secret),
            CreatedAt = now,
            ExpiresAt = now + (purpose == AccountLinkPurpose.Invitation ? InvitationLife : ResetLife),
        };
        return (link, secret);
    }

    public static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public bool IsOpen(DateTime now) => UsedAt is null && RevokedAt is null && now < ExpiresAt;

    public void Use(DateTime now) => UsedAt = now;

    public void Revoke(DateTime now) => RevokedAt ??= now;
}
