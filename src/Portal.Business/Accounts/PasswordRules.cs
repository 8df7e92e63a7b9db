using System.Collections.Frozen;
using Portal.Business.Common;

namespace Portal.Business.Accounts;

/// <summary>
/// What a password must be: long, and not one that is tried first. No composition rules and no expiry (NIST SP 800-63B, 5.1.1.2).
/// </summary>
public static class PasswordRules
{
    public const int Shortest = 10;
    public const int Longest = 128;
    private const int FewestDifferentCharacters = 5;

    private static readonly FrozenSet<string> Common = ReadCommon();

    private static readonly string[] Runs =
    [
        "01234567890123456789", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
        "qwertyuiopasdfghjklzxcvbnm", "azertyuiopqsdfghjklmwxcvbn",
    ];

    /// <summary>Words that, with digits and signs around them, are what people think of first.</summary>
    private static readonly FrozenSet<string> FirstIdeas = new[]
    {
        "password", "passwort", "motdepasse", "monmotdepasse", "bienvenue", "bienvenu", "welcome", "administrator", "administrateur", "admin",
        "letmein", "changeme", "changezmoi", "secret", "soleil", "bonjour", "portal", "portail", "portalportal", "azerty", "azertyuiop", "qwerty",
        "qwertyuiop", "iloveyou", "jetaime", "quebec", "montreal", "france", "printemps", "automne", "hiver", "summer", "winter", "spring", "company",
        "entreprise", "facture", "invoice", "passwordpassword", "temporaire", "temporary", "canada", "canadiens", "marseille", "toulouse", "chouchou", "doudou",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Null if the password will do.</summary>
    public static Refusal? Check(string password, string email, string displayName)
    {
        if (password.Length < Shortest)
        {
            return Refusal.Invalid("Accounts.PasswordTooShort", Shortest);
        }

        if (password.Length > Longest)
        {
            return Refusal.Invalid("Accounts.PasswordTooLong", Longest);
        }

        return IsGuessable(password, email, displayName) ? Refusal.Invalid("Accounts.PasswordCommon") : null;
    }

    private static bool IsGuessable(string password, string email, string displayName)
    {
        var folded = Folding.Fold(password).Replace(" ", "", StringComparison.Ordinal);
        var plain = Unleet(folded);
        var letters = string.Concat(folded.Where(char.IsLetter));
        return password.Distinct().Count() < FewestDifferentCharacters
            || Common.Contains(folded)
            || Common.Contains(plain)
            || FirstIdeas.Contains(letters)
            || FirstIdeas.Contains(Unleet(folded.Trim(Edges)))
            || Runs.Any(run => run.Contains(folded, StringComparison.Ordinal) || string.Concat(run.Reverse()).Contains(folded, StringComparison.Ordinal))
            || IsAboutOneself(folded, email, displayName);
    }

    private static readonly char[] Edges = [.. "0123456789!?.,;:-_*+#@$%&/\\()[]{}=~^'\""];

    /// <summary>One's own name or address and fewer than six other characters.</summary>
    private static bool IsAboutOneself(string folded, string email, string displayName)
    {
        var rest = folded;
        foreach (var part in Folding.Fold(email + " " + displayName).Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries)
            .Where(p => p.Length >= 3).OrderByDescending(p => p.Length))
        {
            rest = rest.Replace(part, "", StringComparison.Ordinal);
        }

        return rest.Length < folded.Length && rest.Length < 6;
    }

    private static string Unleet(string text) => string.Concat(text.Select(c => c switch
    {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => c,
    }));

    private static FrozenSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("CommonPasswords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}
