using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

public sealed record WhichTemplate(string Kind, string Language);

/// <param name="Version">Null while the built-in wording is used.</param>
public sealed record MailTemplateView(
    string Kind, string Language, string Title, string Subject, string Body, int? Version, IReadOnlyList<string> Placeholders);

/// <summary>The wording in use of one kind of message in one language.</summary>
public sealed class ShowMailTemplate(IDbContextFactory<PortalDbContext> contexts, MailKinds kinds, ICurrentUser user)
{
    public async Task<Result<MailTemplateView>> RunAsync(WhichTemplate input, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailView))
        {
            return Refusal.Forbidden;
        }

        if (kinds.Find(input.Kind) is not { } kind || !MailLanguages.All.Contains(input.Language))
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var own = await db.MailTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Kind == input.Kind && t.Language == input.Language, ct);
        return new MailTemplateView(
            kind.Name, input.Language, kind.Title(CultureInfo.CurrentUICulture),
            own?.Subject ?? kind.DefaultSubject(input.Language), own?.Body ?? kind.DefaultBody(input.Language), own?.Version, [.. kind.AllPlaceholders]);
    }
}
