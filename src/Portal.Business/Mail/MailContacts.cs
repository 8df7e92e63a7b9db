namespace Portal.Business.Mail;

/// <summary>Reads recipients as people type them, and writes them back.</summary>
public static class MailContacts
{
    /// <summary>Separated by commas, semicolons or lines; each an address or "Name &lt;address&gt;". Addresses are not checked here.</summary>
    public static IReadOnlyList<MailContact> Read(string typed) =>
        [.. typed.Split([',', ';', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ReadOne)];

    public static string Write(IEnumerable<MailContact> contacts) =>
        string.Join(", ", contacts.Select(c => string.IsNullOrEmpty(c.Name) ? c.Address : $"{c.Name.Replace(',', ' ').Replace(';', ' ')} <{c.Address}>"));

    private static MailContact ReadOne(string text)
    {
        var open = text.LastIndexOf('<');
        return open > 0 && text.EndsWith('>')
            ? new MailContact(text[(open + 1)..^1].Trim(), text[..open].Trim(' ', '"'))
            : new MailContact(text.Trim('<', '>'));
    }
}
