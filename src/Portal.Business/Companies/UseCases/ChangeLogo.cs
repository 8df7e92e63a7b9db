using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Companies.UseCases;

/// <summary>Puts another picture at the head of documents, or none. Documents that exist keep the one they were made with.</summary>
public sealed class ChangeLogo(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<ChangeLogo> logger)
{
    /// <param name="Bytes">Null removes the logo. What the file is, is told by its content.</param>
    public sealed record Input(long LegalEntityId, string FileName, byte[]? Bytes);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var entity = await db.LegalEntities.SingleOrDefaultAsync(e => e.Id == input.LegalEntityId, ct);
        if (entity is null)
        {
            return Refusal.NotFound;
        }

        if (input.Bytes is { } bytes)
        {
            var type = Logo.Check(bytes);
            if (type.Refusal is { } wrong)
            {
                return wrong;
            }

            var logo = Logo.Store(entity, new DocumentFile(input.FileName, type.Value, bytes), clock.GetUtcNow().UtcDateTime);
            db.StoredDocuments.Add(logo);
            entity.LogoDocumentId = logo.Id;
        }
        else
        {
            entity.LogoDocumentId = null;
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.LegalEntityChanged(entity.Id);
        }

        return saved;
    }
}
