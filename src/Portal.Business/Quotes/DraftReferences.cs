using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Quotes;

/// <summary>What the fields of a draft name must exist and belong to the company that sells, the site to the client.</summary>
internal static class DraftReferences
{
    public static async Task<List<Refusal>> CheckAsync(
        PortalDbContext db, Quote quote, QuoteDraftFields fields, LegalEntity seller, TaxTable taxes, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        if (fields.FiscalPositionId is { } position && !await db.FiscalPositions.AnyAsync(p => p.Id == position && p.LegalEntityId == quote.LegalEntityId, ct))
        {
            refusals.Add(Refusal.Invalid("Quotes.UnknownChoice").On(nameof(fields.FiscalPositionId)));
        }

        if (fields.PaymentTermsId is { } terms && !await db.PaymentTerms.AnyAsync(t => t.Id == terms, ct))
        {
            refusals.Add(Refusal.Invalid("Quotes.UnknownChoice").On(nameof(fields.PaymentTermsId)));
        }

        if (!await ClientSites.MayNameAsync(db, fields.SiteId, quote.ClientId, ct))
        {
            refusals.Add(Refusal.Invalid("Quotes.UnknownChoice").On(nameof(fields.SiteId)));
        }

        if (Invoicing.Retention.WhyNot(fields.RetentionPercent ?? 0, seller) is { } tooMuch)
        {
            refusals.Add(tooMuch.On(nameof(fields.RetentionPercent)));
        }

        var accounts = fields.Lines.Select(l => l.GlAccountId).OfType<long>().Distinct().ToList();
        var products = fields.Lines.Select(l => l.ProductId).OfType<long>().Distinct().ToList();
        var knownAccounts = await db.GlAccounts.Where(a => a.LegalEntityId == quote.LegalEntityId && accounts.Contains(a.Id)).Select(a => a.Id).ToListAsync(ct);
        var knownProducts = await db.Products.Where(p => p.LegalEntityId == quote.LegalEntityId && products.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct);
        var hours = await HoursSale.RefusedAsync(db, quote.LegalEntityId, quote.ClientId, fields.Lines.Select(l => l.ProductId), ct);
        for (var i = 0; i < fields.Lines.Count; i++)
        {
            var line = fields.Lines[i];
            if (hours is not null && hours.Holds(line.ProductId, line.Quantity ?? 0))
            {
                refusals.Add(hours.Why.On($"Lines[{i}].Description"));
            }

            if ((line.TaxCodeId is { } code && taxes.Find(code) is null)
                || (line.GlAccountId is { } account && !knownAccounts.Contains(account))
                || (line.ProductId is { } product && !knownProducts.Contains(product)))
            {
                refusals.Add(Refusal.Invalid("Quotes.UnknownChoice").On($"Lines[{i}]"));
            }
        }

        return refusals;
    }
}
