using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;

namespace Portal.Business.PrepaidHours.Documents;

/// <summary>A statement of hours with those it is between.</summary>
internal sealed record FoundHours(HoursStatement Statement, Client Client, LegalEntity Seller);

/// <summary>Reads statements of hours and draws them in the client's language. Staff and the client get the same.</summary>
public sealed class HoursDocuments(Letterheads letterheads)
{
    /// <summary>Null where there is no such client; without a period, the last twelve months. The caller has checked who asks.</summary>
    internal static async Task<FoundHours?> FindAsync(PortalDbContext db, long clientId, DateOnly? from, DateOnly? to, int page, int pageSize, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == clientId, ct) is not { } client)
        {
            return null;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        var today = seller.Today(clock);
        var last = to ?? today;
        return await HoursStatement.LoadAsync(db, clientId, from ?? last.AddYears(-1).AddDays(1), last, today, page, pageSize, ct) is { } statement ? new FoundHours(statement, client, seller) : null;
    }

    /// <summary>All of it, to be drawn; refused where it would be too long.</summary>
    internal static async Task<Result<FoundHours>> WholeAsync(PortalDbContext db, long clientId, DateOnly? from, DateOnly? to, TimeProvider clock, CancellationToken ct) =>
        await FindAsync(db, clientId, from, to, page: 1, HoursStatement.MostOfDocument, clock, ct) is not { } found ? Refusal.NotFound
        : found.Statement.Movements > HoursStatement.MostOfDocument ? Refusal.NotNow("PrepaidHours.StatementTooLong", found.Statement.Movements, HoursStatement.MostOfDocument)
        : found;

    /// <param name="now">The document carries this instant.</param>
    internal async Task<DocumentFile> RenderAsync(PortalDbContext db, FoundHours found, DateTime now, CancellationToken ct) => HoursSheet.Draw(
        found.Statement, SellerParty.Of(found.Seller), BuyerParty.Of(found.Client), found.Client.Language, found.Seller.Currency, await letterheads.GetAsync(db, found.Seller.Id, found.Seller.Version, ct), now);
}
