using System.Security.Cryptography;
using System.Text;

namespace Portal.Business.PersonalLinks;

/// <summary>The secret in the address of a link that opens something without an account. Only its hash is kept.</summary>
internal static class LinkSecret
{
    /// <summary>In bytes: nobody guesses one of 2^256.</summary>
    private const int Length = 32;

    private static readonly int TypedLength = Convert.ToBase64String(new byte[Length]).TrimEnd('=').Length;

    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>64 hexadecimal digits. A link is found by its hash, so the time it takes says nothing about other secrets.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    /// <summary>It has the shape of a secret; anything else is not worth a look into the database.</summary>
    public static bool IsWhole(string? secret) =>
        secret is not null && secret.Length == TypedLength && secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
