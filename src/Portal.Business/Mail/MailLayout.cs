using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Business.Mail;

/// <summary>Draws a filled wording as HTML that mail programs understand (tables, inline styles) and as plain text.</summary>
internal static partial class MailLayout
{
    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    public static string Html(string language, string subject, MailBrand brand, IReadOnlyList<Block> blocks, Func<string, string> value)
    {
        var color = HexColor().IsMatch(brand.Color) ? brand.Color : MailBrand.DefaultColor;
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light">
            <title>{Encode(subject)}</title>
            </head>
            <body style="margin:0;padding:0;background:#f3f4f6">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f4f6">
            <tr><td align="center" style="padding:24px 12px">
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:#ffffff;border:1px solid #e2e5e9;border-top:4px solid {color};border-radius:6px">
            <tr><td style="padding:24px 32px 0;{Font};font-size:18px;font-weight:600;color:#1b1f24">{Encode(brand.Name)}</td></tr>
            <tr><td style="padding:16px 32px 24px;{Font};font-size:15px;line-height:1.55;color:#1b1f24">

            """);
        foreach (var block in blocks)
        {
            html.Append(Html(block, color, value)).Append('\n');
        }

        html.Append("</td></tr>\n");
        if (brand.Footer.Count > 0)
        {
            var footer = string.Join("<br>", brand.Footer.Select(Encode));
            html.Append(CultureInfo.InvariantCulture, $"""<tr><td style="padding:16px 32px 24px;border-top:1px solid #e2e5e9;{Font};font-size:12px;line-height:1.5;color:#5b6470">{footer}</td></tr>""").Append('\n');
        }

        return html.Append("</table>\n</td></tr>\n</table>\n</body>\n</html>\n").ToString();
    }

    public static string Text(string language, MailBrand brand, IReadOnlyList<Block> blocks, Func<string, string> value)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            foreach (var line in block.Lines)
            {
                text.Append(block.Kind == BlockKind.List ? "- " : "");
                foreach (var inline in line)
                {
                    text.Append(inline is Link link && Target(link, value) is { } target
                        ? Labelled(language, TemplateText.Plain(link.Label, value), target)
                        : TemplateText.Plain([inline], value));
                }

                text.Append('\n');
            }

            text.Append('\n');
        }

        text.Append("--\n").AppendJoin('\n', brand.Footer is [var first, ..] && first == brand.Name ? brand.Footer : [brand.Name, .. brand.Footer]);
        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>French has a no-break space before a colon.</summary>
    private static string Labelled(string language, string label, string target) =>
        label == target ? target : $"{label}{(language.StartsWith("fr", StringComparison.Ordinal) ? "\u00a0" : "")}: {target}";

    private static string Html(Block block, string color, Func<string, string> value)
    {
        var lines = block.Lines.Select(l => string.Concat(l.Select(i => Html(i, color, value, block.Kind == BlockKind.Button))));
        return block.Kind switch
        {
            BlockKind.List => $"<ul style=\"margin:0 0 16px;padding-left:22px\">{string.Concat(lines.Select(l => $"<li>{l}</li>"))}</ul>",
            BlockKind.Button => $"<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:8px 0 24px\"><tr>{string.Concat(lines)}</tr></table>",
            _ => $"<p style=\"margin:0 0 16px\">{string.Join("<br>\n", lines)}</p>",
        };
    }

    private static string Html(Inline inline, string color, Func<string, string> value, bool asButton)
    {
        switch (inline)
        {
            case Words words:
                return Bold(Encode(words.Text), words.IsBold);
            case Blank blank:
                return Bold(Encode(value(blank.Name)).ReplaceLineEndings("<br>\n"), blank.IsBold);
            case Link link when Target(link, value) is { } target:
                var label = Encode(TemplateText.Plain(link.Label, value));
                return asButton
                    ? $"<td style=\"background:{color};border-radius:6px\"><a href=\"{Encode(target)}\" style=\"display:inline-block;padding:11px 22px;{Font};font-size:15px;font-weight:600;color:{On(color)};text-decoration:none\">{label}</a></td>"
                    : $"<a href=\"{Encode(target)}\" style=\"color:#0b5cad\">{label}</a>";
            default:
                return asButton ? $"<td>{Encode(TemplateText.Plain([inline], value))}</td>" : Encode(TemplateText.Plain([inline], value));
        }
    }

    /// <summary>Only web and mail addresses become links, whatever a value holds.</summary>
    private static string? Target(Link link, Func<string, string> value) =>
        Uri.TryCreate(TemplateText.Plain(link.Target, value).Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto"
            ? uri.AbsoluteUri
            : null;

    /// <summary>White or near black, whichever reads better on the colour (WCAG relative luminance).</summary>
    private static string On(string color)
    {
        double Part(int at)
        {
            var share = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5)) > 0.179 ? "#1b1f24" : "#ffffff";
    }

    private static string Bold(string html, bool isBold) => isBold ? $"<strong>{html}</strong>" : html;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex HexColor();
}
