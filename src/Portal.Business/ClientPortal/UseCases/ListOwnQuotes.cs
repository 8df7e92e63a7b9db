using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Quotes;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>Quotes of the user's clients, those that wait for an answer first.</summary>
public sealed class ListOwnQuotes(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="DocumentId">The signed one where it is approved, else the last that was sent.</param>
    public sealed record Row(
        long Id, string Number, string Title, string Client, DateOnly ValidUntil, decimal Total, string Currency, QuoteStatus Status, long? DocumentId)
    {
        public bool IsOpen => Status is QuoteStatus.Sent or QuoteStatus.Viewed;
    }

    public sealed record Listed(PortalCompany Company, bool SeveralClients, Page<Row> Page);

    public async Task<Result<Listed>> RunAsync(PageRequest page, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await PortalCompany.LoadAsync(db, null, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var quotes = db.Quotes.AsNoTracking();
        var rows = await quotes
            .OrderBy(q => q.Status == QuoteStatus.Sent || q.Status == QuoteStatus.Viewed ? 0 : 1).ThenByDescending(q => q.Id)
            .Skip(page.Skip).Take(page.Take)
            .Select(q => new Row(
                q.Id, Quote.FullNumberOf(q.Number, q.Revision), q.Title, db.Clients.Where(c => c.Id == q.ClientId).Select(c => c.Name).FirstOrDefault() ?? "", q.ValidUntil, q.Total, q.Currency,
                q.Status,
                db.StoredDocuments.Where(d => d.SubjectType == nameof(Quote) && d.SubjectId == q.Id && (d.Kind == DocumentKinds.Quote || d.Kind == DocumentKinds.SignedQuote))
                    .OrderBy(d => d.Kind == DocumentKinds.SignedQuote ? 0 : 1).ThenByDescending(d => d.Revision).Select(d => (long?)d.Id).FirstOrDefault()))
            .ToListAsync(ct);
        return new Listed(company, user.Clients.ClientIds.Count > 1, new Page<Row>(rows, await quotes.CountAsync(ct)));
    }
}
