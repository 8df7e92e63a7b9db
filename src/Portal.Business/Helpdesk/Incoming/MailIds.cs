using System.Security.Cryptography;
using System.Text;

namespace Portal.Business.Helpdesk.Incoming;

/// <summary>Message-IDs as they come from outside: only what can stand in a header of ours is taken.</summary>
internal static class MailIds
{
    public const int Longest = 250;

    /// <summary>Without angle brackets; null for what is no identifier.</summary>
    public static string? Read(string? written)
    {
        var id = written?.Trim().TrimStart('<').TrimEnd('>') ?? "";
        return id.Length is > 2 and <= Longest && id.Contains('@', StringComparison.Ordinal) && id.All(c => c is > ' ' and < '\u007f' and not ('<' or '>' or ',' or '"' or '\\')) ? id : null;
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
