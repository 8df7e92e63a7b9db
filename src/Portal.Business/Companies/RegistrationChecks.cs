using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Portal.Business.Common;

namespace Portal.Business.Companies;

/// <summary>
/// Reads registration and bank numbers as people type them: spaces, dots and hyphens are dropped, letters become capitals, check
/// digits are checked. Nothing typed is nothing read; a refusal says what is wrong with the number.
/// </summary>
public static partial class RegistrationChecks
{
    private const string LaPoste = "356000000";

    /// <summary>Digits and letters after the country code, per member state (and Northern Ireland, Great Britain, Switzerland).</summary>
    private static readonly FrozenDictionary<string, string> VatForms = new Dictionary<string, string>
    {
        ["AT"] = @"U[0-9]{8}",
        ["BE"] = @"[01][0-9]{9}",
        ["BG"] = @"[0-9]{9,10}",
        ["CHE"] = @"[0-9]{9}(MWST|TVA|IVA)?",
        ["CY"] = @"[0-9]{8}[A-Z]",
        ["CZ"] = @"[0-9]{8,10}",
        ["DE"] = @"[0-9]{9}",
        ["DK"] = @"[0-9]{8}",
        ["EE"] = @"[0-9]{9}",
        ["EL"] = @"[0-9]{9}",
        ["ES"] = @"[A-Z0-9][0-9]{7}[A-Z0-9]",
        ["FI"] = @"[0-9]{8}",
        ["GB"] = @"([0-9]{9}|[0-9]{12}|GD[0-9]{3}|HA[0-9]{3})",
        ["HR"] = @"[0-9]{11}",
        ["HU"] = @"[0-9]{8}",
        ["IE"] = @"([0-9]{7}[A-Z]{1,2}|[0-9][A-Z][0-9]{5}[A-Z])",
        ["IT"] = @"[0-9]{11}",
        ["LT"] = @"([0-9]{9}|[0-9]{12})",
        ["LU"] = @"[0-9]{8}",
        ["LV"] = @"[0-9]{11}",
        ["MT"] = @"[0-9]{8}",
        ["NL"] = @"[0-9]{9}B[0-9]{2}",
        ["PL"] = @"[0-9]{10}",
        ["PT"] = @"[0-9]{9}",
        ["RO"] = @"[0-9]{2,10}",
        ["SE"] = @"[0-9]{12}",
        ["SI"] = @"[0-9]{8}",
        ["SK"] = @"[0-9]{10}",
        ["XI"] = @"([0-9]{9}|[0-9]{12}|GD[0-9]{3}|HA[0-9]{3})",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Lengths of the IBANs of the SEPA area; elsewhere 15 to 34.</summary>
    private static readonly FrozenDictionary<string, int> IbanLengths = new Dictionary<string, int>
    {
        ["AD"] = 24,
        ["AT"] = 20,
        ["BE"] = 16,
        ["BG"] = 22,
        ["CH"] = 21,
        ["CY"] = 28,
        ["CZ"] = 24,
        ["DE"] = 22,
        ["DK"] = 18,
        ["EE"] = 20,
        ["ES"] = 24,
        ["FI"] = 18,
        ["FR"] = 27,
        ["GB"] = 22,
        ["GR"] = 27,
        ["HR"] = 21,
        ["HU"] = 28,
        ["IE"] = 22,
        ["IS"] = 26,
        ["IT"] = 27,
        ["LI"] = 21,
        ["LT"] = 20,
        ["LU"] = 20,
        ["LV"] = 21,
        ["MC"] = 27,
        ["MT"] = 31,
        ["NL"] = 18,
        ["NO"] = 15,
        ["PL"] = 28,
        ["PT"] = 25,
        ["RO"] = 24,
        ["SE"] = 24,
        ["SI"] = 19,
        ["SK"] = 24,
        ["SM"] = 27,
        ["VA"] = 22,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Result<string> Siren(string? typed) =>
        Digits(typed, 9, "Companies.SirenForm") switch
        {
            { Succeeded: true, Value: { Length: > 0 } siren } when !Luhn(siren) => Refusal.Invalid("Companies.SirenCheckDigit", siren),
            var read => read,
        };

    /// <summary>Fourteen digits with a check digit; La Poste's offices are the exception, their digits add up to a multiple of five.</summary>
    public static Result<string> Siret(string? typed) =>
        Digits(typed, 14, "Companies.SiretForm") switch
        {
            { Succeeded: true, Value: { Length: > 0 } siret } when !Luhn(siret) && !IsOfLaPoste(siret) => Refusal.Invalid("Companies.SiretCheckDigit", siret),
            var read => read,
        };

    /// <summary>A French VAT number by its key; those of other countries by their form.</summary>
    public static Result<string> VatId(string? typed)
    {
        var vat = Compact(typed);
        if (vat.Length == 0)
        {
            return "";
        }

        if (vat.StartsWith("FR", StringComparison.Ordinal))
        {
            return FrenchVatId(vat);
        }

        if (vat.StartsWith("GR", StringComparison.Ordinal))
        {
            vat = "EL" + vat[2..];
        }

        var country = vat.StartsWith("CHE", StringComparison.Ordinal) ? "CHE" : vat[..Math.Min(2, vat.Length)];
        return VatForms.TryGetValue(country, out var form) switch
        {
            false => Refusal.Invalid("Companies.VatCountry", country),
            _ when !Regex.IsMatch(vat[country.Length..], $"^{form}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) =>
                Refusal.Invalid("Companies.VatForm", vat, country),
            _ => vat,
        };
    }

    /// <summary>The key of a French VAT number: (12 + 3 × (SIREN mod 97)) mod 97.</summary>
    public static string FrenchVatIdOf(string siren)
    {
        var key = (12 + (3 * (int.Parse(siren, System.Globalization.CultureInfo.InvariantCulture) % 97))) % 97;
        return $"FR{key:00}{siren}";
    }

    /// <summary>Ten digits that start with 11 (legal person), 22 (sole proprietor), 33 (partnership) or 88 (other).</summary>
    public static Result<string> Neq(string? typed) =>
        Digits(typed, 10, "Companies.NeqForm") switch
        {
            { Succeeded: true, Value: { Length: > 0 } neq } when neq[..2] is not ("11" or "22" or "33" or "88") => Refusal.Invalid("Companies.NeqStart", neq),
            var read => read,
        };

    public static Result<string> Gst(string? typed)
    {
        var gst = Compact(typed);
        return gst.Length switch
        {
            0 => "",
            _ when !GstForm().IsMatch(gst) => Refusal.Invalid("Companies.GstForm", gst),
            _ when !Luhn(gst[..9]) => Refusal.Invalid("Companies.GstCheckDigit", gst),
            _ => gst,
        };
    }

    public static Result<string> Qst(string? typed)
    {
        var qst = Compact(typed);
        return qst.Length == 0 || QstForm().IsMatch(qst) ? qst : Refusal.Invalid("Companies.QstForm", qst);
    }

    /// <summary>ISO 13616: country, two check digits, account; modulo 97 gives 1.</summary>
    public static Result<string> Iban(string? typed)
    {
        var iban = Compact(typed);
        if (iban.Length == 0)
        {
            return "";
        }

        if (!IbanForm().IsMatch(iban))
        {
            return Refusal.Invalid("Companies.IbanForm", iban);
        }

        if (IbanLengths.TryGetValue(iban[..2], out var length) && iban.Length != length)
        {
            return Refusal.Invalid("Companies.IbanLength", iban[..2], length, iban.Length);
        }

        var remainder = 0;
        foreach (var c in iban[4..] + iban[..4])
        {
            remainder = char.IsAsciiDigit(c) ? ((remainder * 10) + (c - '0')) % 97 : ((remainder * 100) + (c - 'A' + 10)) % 97;
        }

        return remainder == 1 ? iban : Refusal.Invalid("Companies.IbanCheckDigits", iban);
    }

    public static Result<string> Bic(string? typed)
    {
        var bic = Compact(typed);
        return bic.Length == 0 || BicForm().IsMatch(bic) ? bic : Refusal.Invalid("Companies.BicForm", bic);
    }

    /// <summary>The check digit of Luhn, over digits only.</summary>
    public static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var weighted = i % 2 == 1 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum % 10 == 0;
    }

    /// <summary>ASCII letters and digits only, in capitals. Anything else but separators stays, so that a check can refuse it.</summary>
    public static string Compact(string? typed) =>
        typed is null ? "" : string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-' or '\u2011' or '/'))).ToUpperInvariant();

    private static Result<string> FrenchVatId(string vat)
    {
        if (!FrenchVatForm().IsMatch(vat))
        {
            return Refusal.Invalid("Companies.FrenchVatForm", vat);
        }

        var expected = FrenchVatIdOf(vat[4..]);
        return vat == expected ? vat : Refusal.Invalid("Companies.FrenchVatKey", vat[2..4], vat[4..]);
    }

    private static Result<string> Digits(string? typed, int count, string code)
    {
        var digits = Compact(typed);
        return digits.Length == 0 || (digits.Length == count && digits.All(char.IsAsciiDigit)) ? digits : Refusal.Invalid(code, digits, count, digits.Length);
    }

    private static bool IsOfLaPoste(string siret) => siret.StartsWith(LaPoste, StringComparison.Ordinal) && siret.Sum(c => c - '0') % 5 == 0;

    [GeneratedRegex("^[0-9]{9}RT[0-9]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex GstForm();

    [GeneratedRegex("^[0-9]{10}TQ[0-9]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex QstForm();

    [GeneratedRegex("^FR[0-9]{11}$", RegexOptions.CultureInvariant)]
    private static partial Regex FrenchVatForm();

    [GeneratedRegex("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", RegexOptions.CultureInvariant)]
    private static partial Regex IbanForm();

    [GeneratedRegex("^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$", RegexOptions.CultureInvariant)]
    private static partial Regex BicForm();
}
