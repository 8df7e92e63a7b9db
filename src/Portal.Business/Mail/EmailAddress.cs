using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Portal.Business.Common;

namespace Portal.Business.Mail;

/// <summary>Reads and checks e-mail addresses. What it accepts can stand in an SMTP command and in a header as it is.</summary>
public static class EmailAddress
{
    private const int LongestLocalPart = 64;
    private const int Longest = 254;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>
    /// True for "local@domain" as RFC 5321 writes a mailbox without quotes. <paramref name="address"/> is trimmed, its domain in lower
    /// case; letters with accents are allowed on both sides.
    /// </summary>
    public static bool TryRead(string? typed, [MaybeNullWhen(false)] out string address)
    {
        address = null;
        var text = typed?.Trim() ?? "";
        var at = text.LastIndexOf('@');
        if (at < 1 || text.Length > Longest)
        {
            return false;
        }

        var (local, domain) = (text[..at], text[(at + 1)..].ToLowerInvariant());
        if (local.Length > LongestLocalPart || local.StartsWith('.') || local.EndsWith('.') || local.Contains("..", StringComparison.Ordinal)
            || !local.All(IsLocalCharacter) || AsciiDomain(domain) is not { } ascii || !ascii.Contains('.', StringComparison.Ordinal))
        {
            return false;
        }

        address = $"{local}@{domain}";
        return true;
    }

    public static bool IsValid(string? typed) => TryRead(typed, out _);

    /// <summary>The address with its domain in ASCII (xn--…), as mail servers want it.</summary>
    public static string ForWire(string address)
    {
        var at = address.LastIndexOf('@');
        return $"{address[..at]}@{AsciiDomain(address[(at + 1)..])}";
    }

    public static string Domain(string address) => AsciiDomain(address[(address.LastIndexOf('@') + 1)..]) ?? "localhost";

    private static bool IsLocalCharacter(char c) =>
        c < 128
            ? char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal)
            : char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    private static string? AsciiDomain(string domain)
    {
        try
        {
            var ascii = Idn.GetAscii(Folding.Clean(domain));
            return ascii.Length <= 253 && !ascii.StartsWith('.') && !ascii.EndsWith('.') ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
