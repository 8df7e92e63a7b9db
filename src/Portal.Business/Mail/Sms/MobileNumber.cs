namespace Portal.Business.Mail.Sms;

/// <summary>Telephone numbers as people write them, in the form that gateways take.</summary>
public static class MobileNumber
{
    /// <summary>
    /// "+33612345678"; null for what can't be a number that receives text messages. Numbers without a country are taken as of
    /// <paramref name="country"/>: in France those that begin with 06 or 07, in Canada and the United States all of ten digits.
    /// </summary>
    /// <param name="country">ISO 3166: "CA", "FR".</param>
    public static string? Read(string typed, string country)
    {
        var text = typed.Trim();
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (text.StartsWith('+') || text.StartsWith("00", StringComparison.Ordinal))
        {
            digits = text.StartsWith('+') ? digits : digits[2..];

            // "+33 (0)6 …"
            digits = digits.StartsWith("330", StringComparison.Ordinal) ? "33" + digits[3..] : digits;
            return digits.Length is >= 8 and <= 15 && digits[0] != '0' ? "+" + digits : null;
        }

        return country switch
        {
            "FR" => digits is ['0', '6' or '7', ..] && digits.Length == 10 ? "+33" + digits[1..] : null,
            "CA" or "US" => digits.Length == 11 && digits[0] == '1' ? "+" + digits : digits.Length == 10 && digits[0] is not ('0' or '1') ? "+1" + digits : null,
            _ => null,
        };
    }
}
