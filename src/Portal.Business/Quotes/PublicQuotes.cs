using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes;

/// <summary>Makes the client's view of a quote; used for the link and for the portal.</summary>
public sealed class PublicQuotes(ScheduleWords words, TimeProvider clock)
{
    /// <param name="options">Ticked options; null shows those already chosen. Ids that are no options of the quote are left out.</param>
    /// <param name="quote">With its lines and schedules; nothing of it is saved here.</param>
    internal async Task<PublicQuote> ShowAsync(
        PortalDbContext db, Quote quote, LegalEntity seller, IReadOnlyCollection<long>? options, long? scheduleId, string recipient, CancellationToken ct)
    {
        var today = seller.Today(clock);
        var canAnswer = quote.IsOpen && today <= quote.ValidUntil;
        if (canAnswer && (options is not null || scheduleId is not null))
        {
            var known = quote.Lines.Where(l => l.IsOptional).Select(l => l.Id).ToHashSet();
            quote.Choose(
                options is null ? [.. quote.Lines.Where(l => l is { IsOptional: true, IsSelected: true }).Select(l => l.Id)] : [.. options.Where(known.Contains)],
                quote.Schedules.Any(s => s.Id == scheduleId) ? scheduleId : null);
        }

        var taxes = await TaxTable.LoadAsync(db, quote.LegalEntityId, ct);
        quote.Calculate(taxes);
        var client = await db.Clients.AllClients().Where(c => c.Id == quote.ClientId).Select(c => new { c.Name, c.BillingAddress }).SingleAsync(ct);
        var place = await ClientSites.PlaceAsync(db, quote.SiteId, ct);
        var document = await QuoteDocuments.LatestAsync(db, quote.Id, ct);
        var decision = await db.QuoteDecisions.AllClients().AsNoTracking().SingleOrDefaultAsync(d => d.QuoteId == quote.Id, ct);
        return new PublicQuote(
            quote.Id, quote.FullNumber, quote.Title, quote.Status, canAnswer, quote.Language, quote.Currency, quote.QuotedOn, quote.ValidUntil,
            client.Name, place?.OtherThan(client.BillingAddress),
            recipient, quote.PurchaseOrder, quote.Introduction, quote.Terms, PublicSeller.Of(seller),
            [.. quote.Lines.OrderBy(l => l.Position).Select(l => new PublicQuoteLine(
                l.Id, l.BillsDelivered ? $"{l.Description}\n{TextsIn.Get<QuotesText>(quote.Language, "Line.BillsDelivered")}" : l.Description, l.Quantity, l.Unit, l.UnitPrice, l.DiscountPercent, l.Net,
                l.IsOptional, l.IsSelected))],
            quote.Net, quote.Taxes, quote.Total,
            words.Describe(quote, seller, taxes, Formats.Current.Culture.Name), quote.Schedule.Id, document?.Sha256 ?? "", document?.FileName ?? "",
            decision is null ? null : new PublicDecision(decision.Approved, decision.Name, seller.Moment(decision.At)));
    }
}
