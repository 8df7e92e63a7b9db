using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <param name="OwnLanguages">The languages in which the company has a wording of its own.</param>
public sealed record MailKindRow(string Kind, string Title, IReadOnlyList<string> OwnLanguages);

/// <summary>The kinds of messages, by their title in the user's language.</summary>
public sealed class ListMailTemplates(IDbContextFactory<PortalDbContext> contexts, MailKinds kinds, ICurrentUser user)
{
    public async Task<Result<IReadOnlyList<MailKindRow>>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.MailView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var own = (await db.MailTemplates.AsNoTracking().Select(t => new { t.Kind, t.Language }).ToListAsync(ct)).ToLookup(t => t.Kind, t => t.Language);
        return kinds.All
            .Select(k => new MailKindRow(k.Name, k.Title(CultureInfo.CurrentUICulture), [.. MailLanguages.All.Where(own[k.Name].Contains)]))
            .OrderBy(k => k.Title, StringComparer.CurrentCulture)
            .ToArray();
    }
}
