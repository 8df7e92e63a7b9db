using Portal.Business.Common;

namespace Portal.Business.Banking;

/// <summary>
/// Who paid from an account or under a name before: learned when a person confirms a line, so that the next one of the same payer is
/// recognised. The latest confirmation counts.
/// </summary>
public sealed class KnownPayer : Entity
{
    private const int Shortest = 4;

    private KnownPayer()
    {
    }

    public KnownPayer(long legalEntityId, string key, long clientId, DateTime now)
    {
        LegalEntityId = legalEntityId;
        Key = key;
        ClientId = clientId;
        SeenAt = now;
    }

    public long LegalEntityId { get; private set; }

    public string Key { get; private set; } = "";

    public long ClientId { get; private set; }

    public DateTime SeenAt { get; private set; }

    public static string? OfIban(string iban) => Companies.RegistrationChecks.Compact(iban) is { Length: > Shortest } compact ? "iban:" + compact : null;

    public static string? OfName(string name) => Folding.Fold(name) is { Length: >= Shortest } folded ? "name:" + folded : null;

    public static IEnumerable<string> KeysOf(BankLine line) => new[] { OfIban(line.Iban), OfName(line.Name) }.OfType<string>();

    public void SeeAgain(long clientId, DateTime now) => (ClientId, SeenAt) = (clientId, now);
}
