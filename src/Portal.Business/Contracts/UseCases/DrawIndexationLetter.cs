using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Documents;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The letter to one client: the stored one where it was sent, else as it would be.</summary>
public sealed class DrawIndexationLetter(PortalDbContextFactory contexts, ICurrentUser user, IndexationLetters letters, TimeProvider clock)
{
    /// <param name="ClientId">Null takes the first client of it.</param>
    public sealed record Input(long IndexationId, long? ClientId);

    public async Task<Result<DocumentFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var indexation = await db.Indexations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == input.IndexationId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).OrderBy(c => c.Name)
            .Where(c => (input.ClientId == null || c.Id == input.ClientId) && db.Contracts.Any(k => k.ClientId == c.Id && k.Lines.Any(l => l.IndexationId == input.IndexationId)))
            .FirstOrDefaultAsync(ct);
        if (indexation is null || client is null)
        {
            return Refusal.NotFound;
        }

        var kind = DocumentKinds.IndexationLetterTo(client.Id);
        var stored = await db.StoredDocuments.AsNoTracking().Include(d => d.Content)
            .SingleOrDefaultAsync(d => d.SubjectType == nameof(Indexation) && d.SubjectId == indexation.Id && d.Kind == kind, ct);
        if (stored is not null)
        {
            return new DocumentFile(stored.FileName, stored.ContentType, stored.Content!.Bytes);
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == indexation.LegalEntityId, ct);
        return await letters.DrawAsync(db, indexation, entity, client, clock.GetUtcNow().UtcDateTime, ct);
    }
}
