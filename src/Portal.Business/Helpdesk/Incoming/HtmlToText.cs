using System.Text;
using MimeKit.Text;

namespace Portal.Business.Helpdesk.Incoming;

/// <summary>The words of a page as plain text: no scripts, no styles, no pictures; a link's address stands behind its words where it differs.</summary>
internal static class HtmlToText
{
    /// <summary>Quotes within quotes show so many marks at most: every line carries them, and a hostile page has tens of thousands.</summary>
    private const int MostMarks = 5;

    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "head", "title", "noscript", "template", "object", "iframe", "svg" };
    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
        { "p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "pre", "address", "hr", "dl", "dt", "dd" };

    public static string Convert(string html)
    {
        var writer = new Writer();
        var tokens = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        var silent = 0;
        while (tokens.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag when Silent.Contains(tag.Name):
                    silent = Math.Max(0, silent + (tag.IsEndTag ? -1 : tag.IsEmptyElement ? 0 : 1));
                    break;
                case HtmlTagToken { Name: "body" }:
                    silent = 0;
                    break;
                case HtmlTagToken tag when silent == 0:
                    writer.Tag(tag);
                    break;
                case HtmlDataToken data when silent == 0 && token.Kind == HtmlTokenKind.Data:
                    writer.Words(data.Data);
                    break;
            }
        }

        return writer.ToString();
    }

    private sealed class Writer
    {
        private readonly StringBuilder text = new();
        private int quotes;
        private string? link;
        private int linkFrom;

        public void Tag(HtmlTagToken tag)
        {
            var name = tag.Name.ToLowerInvariant();
            if (name == "br")
            {
                text.Append('\n');
                Begin();
            }
            else if (name == "blockquote")
            {
                Break();
                quotes = Math.Max(0, quotes + (tag.IsEndTag ? -1 : 1));
            }
            else if (name == "li")
            {
                Break();
                Words(tag.IsEndTag ? "" : "- ");
            }
            else if (name is "td" or "th" && tag.IsEndTag)
            {
                Words(" ");
            }
            else if (name == "a")
            {
                Link(tag);
            }
            else if (Blocks.Contains(name))
            {
                Break();
            }
        }

        /// <summary>White space runs together, as a browser shows it.</summary>
        public void Words(string words)
        {
            foreach (var c in words)
            {
                var space = c is ' ' or '\t' or '\r' or '\n';
                if (space && (text.Length == 0 || text[^1] is ' ' or '\n'))
                {
                    continue;
                }

                if (text.Length == 0 || text[^1] == '\n')
                {
                    Begin();
                }

                text.Append(space ? ' ' : c);
            }
        }

        private void Begin() => text.Append('>', Math.Min(quotes, MostMarks)).Append(' ', quotes > 0 ? 1 : 0);

        private void Break()
        {
            if (text.Length > 0 && text[^1] != '\n')
            {
                text.Append('\n');
            }
        }

        private void Link(HtmlTagToken tag)
        {
            if (!tag.IsEndTag)
            {
                (link, linkFrom) = (tag.Attributes.FirstOrDefault(a => a.Name.Equals("href", StringComparison.OrdinalIgnoreCase))?.Value, text.Length);
            }
            else if (link is { Length: < 500 } address && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            {
                var words = text.ToString(linkFrom, text.Length - linkFrom).Trim();
                Words(words.Length == 0 || address.TrimEnd('/').EndsWith(words.TrimEnd('/'), StringComparison.OrdinalIgnoreCase) ? words.Length == 0 ? address : "" : $" ({address})");
                link = null;
            }
        }

        public override string ToString() => text.ToString();
    }
}
