using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <summary>A wording as somebody is writing it.</summary>
/// <param name="Version">The version that was opened; null if it was the built-in wording.</param>
public sealed record MailWording(string Kind, string Language, string Subject, string Body, int? Version);

/// <summary>A wording filled with example values, as a recipient would see it.</summary>
public sealed class PreviewMailTemplate(IDbContextFactory<PortalDbContext> contexts, MailKinds kinds, ICurrentUser user)
{
    public async Task<Result<ComposedMail>> RunAsync(MailWording input, CancellationToken ct)
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
        var entity = await db.LegalEntities.AsNoTracking().OrderBy(e => e.Id).FirstOrDefaultAsync(ct);
        var brand = entity is null ? new MailBrand("Portal") : MailBrand.Of(entity);
        var values = kind.Placeholders.ToDictionary(p => p, p => (string?)kind.Sample(p, input.Language));
        return MailComposer.Compose(input.Language, input.Subject, input.Body, brand, values);
    }
}
