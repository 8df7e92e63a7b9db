using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Quotes;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>Whose page a quote in the portal is, and the document that was sent.</summary>
public sealed class ShowFrameOfQuote(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Shown(PortalCompany Company, long? DocumentId);

    public async Task<Result<Shown>> RunAsync(long quoteId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entityId = await db.Quotes.Where(q => q.Id == quoteId).Select(q => (long?)q.LegalEntityId).SingleOrDefaultAsync(ct);
        return entityId is not null && await PortalCompany.LoadAsync(db, entityId, ct) is { } company
            ? new Shown(company, await OwnInvoices.Documents(db, nameof(Quote), quoteId).Select(d => (long?)d.Id).FirstOrDefaultAsync(ct))
            : Refusal.NotFound;
    }
}
