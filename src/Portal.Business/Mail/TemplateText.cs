using System.Text;
using System.Text.RegularExpressions;
using Portal.Business.Common;

namespace Portal.Business.Mail;

/// <summary>A piece of a line.</summary>
internal abstract record Inline;

internal sealed record Words(string Text, bool IsBold) : Inline;

/// <summary>An unresolved placeholder: its name.</summary>
internal sealed record Blank(string Name, bool IsBold) : Inline;

internal sealed record Link(IReadOnlyList<Inline> Label, IReadOnlyList<Inline> Target) : Inline;

internal enum BlockKind
{
    Paragraph,
    List,

    /// <summary>A link alone on its line, drawn as a button.</summary>
    Button,
}

internal sealed record Block(BlockKind Kind, IReadOnlyList<IReadOnlyList<Inline>> Lines);

/// <summary>
/// The small language of message wordings: {{Placeholder}}, **bold**, [label](address), "- " for a list, an empty line between
/// paragraphs; a backslash before a mark makes it an ordinary character. It is read before values are filled in, or they are escaped,
/// so that a value can never become markup.
/// </summary>
internal static partial class TemplateText
{
    [GeneratedRegex(@"\\(?<plain>[\\*\[\]{}-])|\{\{\s*(?<name>[^{}]*?)\s*\}\}|\[(?<label>(?:\\[^\n]|[^\[\]\n\\])+)\]\((?<target>[^()\s]+)\)|\*\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlaceholderName();

    public static IReadOnlyList<Block> Read(string body)
    {
        var blocks = new List<Block>();
        foreach (var paragraph in body.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var line in paragraph.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var isItem = line.StartsWith("- ", StringComparison.Ordinal);
                var inlines = ReadLine(isItem ? line[2..] : line);
                var kind = isItem ? BlockKind.List : inlines is [Link] ? BlockKind.Button : BlockKind.Paragraph;
                if (blocks.Count > 0 && line != First(paragraph) && blocks[^1].Kind == kind && kind != BlockKind.Button)
                {
                    blocks[^1] = blocks[^1] with { Lines = [.. blocks[^1].Lines, inlines] };
                }
                else
                {
                    blocks.Add(new Block(kind, [inlines]));
                }
            }
        }

        return blocks;
    }

    public static IReadOnlyList<Inline> ReadLine(string line)
    {
        var found = new List<Inline>();
        var bold = false;
        var from = 0;
        foreach (Match mark in Marks().Matches(line))
        {
            if (mark.Index > from)
            {
                found.Add(new Words(line[from..mark.Index], bold));
            }

            from = mark.Index + mark.Length;
            if (mark.Groups["plain"].Success)
            {
                found.Add(new Words(mark.Groups["plain"].Value, bold));
            }
            else if (mark.Groups["name"].Success)
            {
                found.Add(new Blank(mark.Groups["name"].Value, bold));
            }
            else if (mark.Groups["label"].Success)
            {
                found.Add(new Link(ReadLine(mark.Groups["label"].Value), ReadLine(mark.Groups["target"].Value)));
            }
            else
            {
                bold = !bold;
            }
        }

        if (from < line.Length)
        {
            found.Add(new Words(line[from..], bold));
        }

        return found;
    }

    /// <summary>A value as part of a wording that is still to be read: one line, and none of its characters is a mark.</summary>
    public static string Escape(string value)
    {
        var text = new StringBuilder();
        foreach (var c in string.Join(' ', value.Split(['\r', '\n', '\t'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            text.Append(c is '\\' or '*' or '[' or ']' or '{' or '}' || (c == '-' && text.Length == 0) ? "\\" : "").Append(c);
        }

        return text.ToString();
    }

    /// <summary>Everything that is wrong with a wording, in terms of the person who wrote it.</summary>
    public static IEnumerable<Refusal> Check(string field, string text, IReadOnlyCollection<string> known)
    {
        foreach (var name in Names(Read(text).SelectMany(b => b.Lines).SelectMany(l => l)).Distinct(StringComparer.Ordinal))
        {
            if (!known.Contains(name))
            {
                yield return Refusal.Invalid("Mail.UnknownPlaceholder", name.Length == 0 ? "{{}}" : name).On(field);
            }
        }

        var rest = Marks().Replace(text, m => m.Groups["name"].Success || m.Value == "**" ? "" : m.Groups["label"].Value + m.Groups["target"].Value);
        rest = Marks().Replace(rest, "");
        if (rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal))
        {
            yield return Refusal.Invalid("Mail.OpenBraces").On(field);
        }
    }

    public static bool IsPlaceholderName(string name) => PlaceholderName().IsMatch(name);

    public static IEnumerable<string> Names(IEnumerable<Inline> inlines) => inlines.SelectMany(i => i switch
    {
        Blank blank => [blank.Name],
        Link link => Names(link.Label).Concat(Names(link.Target)),
        _ => (IEnumerable<string>)[],
    });

    /// <summary>The line as plain text with its values.</summary>
    public static string Plain(IEnumerable<Inline> line, Func<string, string> value)
    {
        var text = new StringBuilder();
        foreach (var inline in line)
        {
            text.Append(inline switch
            {
                Words words => words.Text,
                Blank blank => value(blank.Name),
                Link link => Plain(link.Label, value),
                _ => "",
            });
        }

        return text.ToString();
    }

    private static string First(string paragraph) => paragraph.Split('\n', 2)[0].Trim();
}
