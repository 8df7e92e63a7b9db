using System.Text.RegularExpressions;
using Portal.Business.Common;

namespace Portal.Business.Helpdesk;

/// <summary>A text that a team answers with again and again, in both languages, with blanks that are filled in for the ticket.</summary>
public sealed partial class CannedAnswer : Entity, IVersioned, IAudited
{
    /// <summary>Of one team.</summary>
    public const int Most = 200;

    public const int LongestText = 4000;

    /// <summary>The blanks.</summary>
    public static readonly IReadOnlyList<string> Placeholders = ["Client.Name", "Contact.Name", "Ticket.Number", "Ticket.Title", "Agent.Name", "Portal.Link"];

    public required long TeamId { get; init; }

    /// <summary>What colleagues choose it by.</summary>
    public string Name { get; set; } = "";

    public LocalText Text { get; set; } = LocalText.Empty;

    public int Version { get; private set; }

    /// <summary>The text in a language with its blanks filled in; one that has no value stays, to be seen.</summary>
    public string Fill(string language, IReadOnlyDictionary<string, string> values) =>
        Blank().Replace(Text.In(language), m => values.TryGetValue(m.Groups["name"].Value, out var value) ? value : m.Value);

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z.]+)\s*\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blank();
}
