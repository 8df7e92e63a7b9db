using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Quotes.UseCases;

/// <summary>What the send dialog starts with: the contacts to choose from, subject and message as the company words them.</summary>
public sealed class ProposeQuoteSending(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, QuoteMails mails)
{
    public sealed record Input(long QuoteId);

    public sealed record Recipient(long ContactId, string Name, string Title, string Email, bool IsBillingManager);

    /// <param name="ToContactId">Proposed addressee; null when no contact has an address.</param>
    public sealed record Proposal(IReadOnlyList<Recipient> Contacts, long? ToContactId, string Subject, string Body);

    public async Task<Result<Proposal>> RunAsync(Input input, CancellationToken ct)
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
        var contacts = client.Contacts.Where(c => c.IsActive)
            .OrderByDescending(c => c.Id == client.BillingManagerId).ThenBy(c => c.Name)
            .Select(c => new Recipient(c.Id, c.Name, c.Title, c.Email, c.Id == client.BillingManagerId))
            .ToList();
        var to = contacts.FirstOrDefault(c => c.Email.Length > 0);
        var (subject, body) = await mails.ProposeAsync(db, quote, client.Name, seller, to?.Name ?? client.Name, user.Name, ct);
        return new Proposal(contacts, to?.ContactId, subject, body);
    }
}
