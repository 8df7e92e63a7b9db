using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes.UseCases;

/// <summary>What the send dialog starts with: the contacts to choose from, subject and message as the company words them.</summary>
public sealed class ProposeQuoteSending(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long QuoteId);

    public async Task<Result<LinkMailProposal>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Quotes.AsNoTracking().SingleOrDefaultAsync(q => q.Id == input.QuoteId, ct) is not { } quote)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == quote.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == quote.ClientId, ct);
        return await QuoteMails.ProposeAsync(db, quote, client, seller, user.Name, ct);
    }
}
