using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Mail;

/// <summary>Who a message comes from, as its layout shows it.</summary>
/// <param name="Color">"#rrggbb".</param>
/// <param name="Footer">Lines under the message: address, registration numbers.</param>
public sealed record MailBrand(string Name, string Color = MailBrand.DefaultColor, params IReadOnlyList<string> Footer)
{
    public const string DefaultColor = "#1f5fa8";

    public static MailBrand Of(LegalEntity entity) =>
        new(entity.Name, entity.Color, [.. new[] { entity.LegalName }.Concat(entity.Address.Lines()).Append(entity.Phone).Append(entity.Website).Where(l => l.Length > 0)]);
}

/// <summary>Makes subject and body of a message from its wording (the company's own, or the built-in one) and its values.</summary>
public sealed partial class MailComposer(MailKinds kinds)
{
    /// <param name="language">The recipient's; the nearest one that wordings have is taken.</param>
    /// <param name="values">By placeholder; amounts and dates already formatted. What is missing or null is empty.</param>
    public async Task<ComposedMail> ComposeAsync(
        PortalDbContext db, string kind, string language, MailBrand brand, IReadOnlyDictionary<string, string?> values, CancellationToken ct)
    {
        var known = kinds[kind];
        if (values.Keys.FirstOrDefault(k => !known.Placeholders.Contains(k, StringComparer.Ordinal)) is { } stranger)
        {
            throw new InvalidOperationException($"The kind of message '{kind}' does not declare the placeholder '{stranger}'.");
        }

        var nearest = MailLanguages.Nearest(language);
        var own = await db.MailTemplates.AsNoTracking().FirstOrDefaultAsync(t => t.Kind == kind && t.Language == nearest, ct);
        return Compose(nearest, own?.Subject ?? known.DefaultSubject(nearest), own?.Body ?? known.DefaultBody(nearest), brand, values);
    }

    /// <summary>The same with a wording that is given: for the preview.</summary>
    public static ComposedMail Compose(string language, string subject, string body, MailBrand brand, IReadOnlyDictionary<string, string?> values)
    {
        string Value(string name) => name == "Company.Name" ? brand.Name : values.GetValueOrDefault(name) ?? "";

        var blocks = Filled(TemplateText.Read(body), Value);
        var line = Spaces().Replace(TemplateText.Plain(TemplateText.ReadLine(subject), Value), " ").Trim();
        return new ComposedMail(line, MailLayout.Html(language, line, brand, blocks, Value), MailLayout.Text(language, brand, blocks, Value), language);
    }

    /// <summary>A line whose placeholders are all empty is left out, so that "PO number: " does not stand alone.</summary>
    private static List<Block> Filled(IReadOnlyList<Block> blocks, Func<string, string> value)
    {
        bool HasContent(IReadOnlyList<Inline> line)
        {
            var names = TemplateText.Names(line).ToList();
            return names.Count == 0 || names.Exists(n => value(n).Length > 0);
        }

        return [.. blocks.Select(b => b with { Lines = [.. b.Lines.Where(HasContent)] }).Where(b => b.Lines.Count > 0)];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
