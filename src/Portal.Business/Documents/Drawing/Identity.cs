using Portal.Business.Companies;
using Portal.Business.Invoicing;

namespace Portal.Business.Documents.Drawing;

/// <summary>How a company says who it is: name, form, capital and the numbers that its country knows it by.</summary>
internal static class Identity
{
    private const string Separator = " · ";

    /// <summary>The lines at the foot of each page.</summary>
    public static string Lines(DocumentWords words, SellerParty seller, string currency) =>
        Joined([NameAndForm(words, seller, currency), .. Numbers(words, seller.Numbers, seller.TradeRegister)])
        + "\n" + Joined([.. seller.Address.Lines(), seller.Website]);

    /// <summary>Registration numbers, each with its name; what a company has not is left out.</summary>
    public static IEnumerable<string> Numbers(DocumentWords words, RegistrationNumbers numbers, string tradeRegister = "")
    {
        if (tradeRegister.Length > 0)
        {
            yield return numbers.Siren.Length > 0 ? $"{tradeRegister} {Grouped(numbers.Siren, 3, 3, 3)}" : tradeRegister;
        }
        else if (numbers is { Siren.Length: > 0, Siret.Length: 0 })
        {
            yield return words.Labelled("Siren", Grouped(numbers.Siren, 3, 3, 3));
        }

        foreach (var (label, number) in new[]
        {
            ("Siret", Grouped(numbers.Siret, 3, 3, 3, 5)), ("VatId", numbers.VatId), ("Neq", numbers.Neq), ("Gst", Program(numbers.Gst)), ("Qst", Program(numbers.Qst)),
        })
        {
            if (number.Length > 0)
            {
                yield return words.Labelled(label, number);
            }
        }
    }

    /// <summary>"840376552 RT0001", "1097402358 TQ0001".</summary>
    public static string Program(string number) => number.Length > 6 ? $"{number[..^6]}\u00a0{number[^6..]}" : number;

    /// <summary>FR88 3000 4000 31…</summary>
    public static string Iban(string iban) => string.Join('\u00a0', iban.Chunk(4).Select(part => new string(part)));

    public static string Joined(params IEnumerable<string> parts) => string.Join(Separator, parts.Where(part => part.Length > 0));

    private static string NameAndForm(DocumentWords words, SellerParty seller, string currency)
    {
        var form = seller.LegalForm.Length > 0 && !seller.LegalName.EndsWith(" " + seller.LegalForm, StringComparison.OrdinalIgnoreCase) ? seller.LegalForm : "";
        if (seller.ShareCapital is not { } capital)
        {
            return Spaced(seller.LegalName, form);
        }

        var amount = words.Formats.Amount(capital, currency);
        return form.Length > 0
            ? $"{seller.LegalName}, {words.Say("Capital", form, amount)}"
            : Joined(seller.LegalName, words.Say("CapitalOnly", amount));
    }

    private static string Spaced(string first, string second) => second.Length == 0 ? first : $"{first} {second}";

    /// <summary>Digits in groups with spaces that don't break; other lengths stay as they are.</summary>
    private static string Grouped(string digits, params ReadOnlySpan<int> groups)
    {
        var parts = new List<string>();
        var at = 0;
        foreach (var length in groups)
        {
            if (at + length > digits.Length)
            {
                return digits;
            }

            parts.Add(digits.Substring(at, length));
            at += length;
        }

        return at == digits.Length ? string.Join('\u00a0', parts) : digits;
    }
}
