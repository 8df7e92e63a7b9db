using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Quotes.UseCases;

/// <summary>The PDF of a quote for staff and for its client's users: as it was approved or sent, or of a draft as it is now.</summary>
public sealed class DownloadQuote(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, QuoteDocuments documents)
{
    public sealed record Input(long QuoteId);

    public async Task<Result<DocumentFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesView) && !user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var quote = await db.Quotes.AsNoTracking().Include(q => q.Lines).Include(q => q.Schedules).AsSplitQuery().SingleOrDefaultAsync(q => q.Id == input.QuoteId, ct);
        if (quote is null)
        {
            return Refusal.NotFound;
        }

        if (await QuoteDocuments.ToReadAsync(db, quote.Id, ct) is { } stored)
        {
            return (await db.ReadFileAsync(stored, ct))!;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == quote.ClientId, ct);
        return await documents.DrawAsync(db, quote, seller, client, quote.Status == QuoteStatus.Draft, ct);
    }
}
