using System.Text.RegularExpressions;
using Portal.Business.Common;
using Portal.Business.Mail;

namespace Portal.Business.Companies;

/// <summary>Reads e-mail addresses, postal codes and telephone numbers as people type them.</summary>
public static partial class ContactDetails
{
    /// <summary>One address that mail can reach (<see cref="EmailAddress"/>).</summary>
    public static Result<string> Email(string? typed)
    {
        var email = (typed ?? "").Trim();
        if (email.Length == 0)
        {
            return "";
        }

        if (email.AsSpan().IndexOfAny([',', ';', ' ', '\t', '\n']) >= 0 && email.Count(c => c == '@') > 1)
        {
            return Refusal.Invalid("Companies.EmailOneOnly");
        }

        if (!email.Contains('@', StringComparison.Ordinal))
        {
            return Refusal.Invalid("Companies.EmailWithoutAt", Shown(email));
        }

        return EmailAddress.TryRead(email, out var address) ? address : Refusal.Invalid("Companies.EmailForm", Shown(email));
    }

    /// <summary>Canada "H2X 1Y4" and France "69003" by their form; other countries as typed.</summary>
    public static Result<string> PostalCode(string? typed, string country)
    {
        var code = Folding.Clean(typed ?? "").Trim().ToUpperInvariant();
        if (code.Length == 0)
        {
            return "";
        }

        var compact = RegistrationChecks.Compact(code);
        return country switch
        {
            "CA" => CanadianPostalCode().IsMatch(compact) ? $"{compact[..3]} {compact[3..]}" : Refusal.Invalid("Companies.PostalCodeCanada", Shown(code)),
            _ when Address.IsOfFrance(country) =>
                FrenchPostalCode().IsMatch(compact) ? compact : Refusal.Invalid("Companies.PostalCodeFrance", Shown(code)),
            _ => code.Length <= 20 ? code : Refusal.Invalid("Companies.PostalCodeLength", Shown(code)),
        };
    }

    /// <summary>Kept as typed, with single spaces; an extension may follow ("poste 12", "ext. 12"). Three to fifteen digits.</summary>
    public static Result<string> Phone(string? typed)
    {
        var phone = Spaces().Replace(Folding.Clean(typed ?? "").Trim(), " ");
        if (phone.Length == 0)
        {
            return "";
        }

        var number = Extension().Replace(phone, "");
        var digits = number.Count(char.IsAsciiDigit);
        return phone.Length <= 40 && digits is >= 3 and <= 15 && PhoneForm().IsMatch(number) ? phone : Refusal.Invalid("Companies.PhoneForm", Shown(phone));
    }

    /// <summary>What was typed, short enough to repeat in a message.</summary>
    private static string Shown(string typed) => typed.Length > 60 ? typed[..60] + "…" : typed;

    /// <summary>Letters D, F, I, O, Q, U are not used, nor W and Z at the start.</summary>
    [GeneratedRegex("^[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][0-9][ABCEGHJ-NPRSTV-Z][0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex CanadianPostalCode();

    [GeneratedRegex("^[0-9]{5}$", RegexOptions.CultureInvariant)]
    private static partial Regex FrenchPostalCode();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\s*(poste|ext\.?|x|#)\s*[0-9]{1,8}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"^\+?[0-9 .()\-\u2011\u00a0\u202f]+$", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneForm();
}
