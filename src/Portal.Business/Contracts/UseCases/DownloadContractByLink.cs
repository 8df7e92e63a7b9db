using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The stored PDF of the contract that a link opens: signed once it is approved, as it was sent before; or the logo of whom it comes from.</summary>
public sealed class DownloadContractByLink(IDbContextFactory<PortalDbContext> contexts, TimeProvider clock)
{
    public sealed record Input(string Secret, bool Logo = false);

    public async Task<Result<DocumentFile>> RunAsync(Input input, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!(await db.FindLinkAsync<ContractLink>(input.Secret, clock.GetUtcNow().UtcDateTime, ct)).TryGet(out var link, out var closed))
        {
            return closed;
        }

        var documentId = input.Logo
            ? await db.LegalEntities.Where(e => e.Id == link.LegalEntityId).Select(e => e.LogoDocumentId).SingleAsync(ct)
            : await db.ContractDecisions.AllClients().Where(d => d.OfferId == link.OfferId).Select(d => d.SignedDocumentId).SingleOrDefaultAsync(ct)
                ?? await db.ContractOffers.AllClients().Where(o => o.Id == link.OfferId).Select(o => o.DocumentId).SingleAsync(ct);
        return await db.ReadFileAsync(documentId, ct) is { } file ? file : Refusal.NotFound;
    }
}
