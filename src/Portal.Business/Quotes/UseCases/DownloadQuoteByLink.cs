using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Quotes.UseCases;

/// <summary>The stored PDF of the quote that a link opens, or the logo of whom it comes from.</summary>
public sealed class DownloadQuoteByLink(IDbContextFactory<PortalDbContext> contexts, QuoteLinks links)
{
    public sealed record Input(string Secret, bool Logo = false);

    public async Task<Result<DocumentFile>> RunAsync(Input input, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await links.FindAsync(db, input.Secret, ct);
        if (!found.TryGet(out var link))
        {
            return found.Refusal!;
        }

        var documentId = input.Logo
            ? await db.Quotes.AllClients().Where(q => q.Id == link.QuoteId)
                .Join(db.LegalEntities, q => q.LegalEntityId, e => e.Id, (_, e) => e.LogoDocumentId).SingleAsync(ct)
            : await QuoteDocuments.ToReadAsync(db, link.QuoteId, ct);
        return await db.ReadFileAsync(documentId, ct) is { } file ? file : Refusal.NotFound;
    }
}
