using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Contracts;

/// <summary>What a contract and its lines may name: things of its legal entity and of its client.</summary>
internal static class ContractReferences
{
    private static readonly Refusal Unknown = Refusal.Invalid("Contracts.UnknownChoice");

    /// <param name="payerBefore">Who pays already: the currency was checked when it was agreed on.</param>
    public static async Task<List<Refusal>> OfHeadAsync(PortalDbContext db, LegalEntity entity, string currency, Contract.Head head, CancellationToken ct, long? payerBefore = null)
    {
        var refusals = new List<Refusal>();
        var legalEntityId = entity.Id;
        var payer = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == head.PayerId, ct);
        if (payer is null)
        {
            refusals.Add(Unknown.On(nameof(head.PayerId)));
        }
        else if (payer.Id != payerBefore && payer.CurrencyWith(entity) is var itsOwn && itsOwn != currency)
        {
            refusals.Add(Refusal.Invalid("Contracts.PayerOtherCurrency", payer.Name, itsOwn, currency).On(nameof(head.PayerId)));
        }

        if (head.JournalId is { } journal && !await db.Journals.AnyAsync(j => j.Id == journal && j.LegalEntityId == legalEntityId && j.Kind == JournalKind.Sales, ct))
        {
            refusals.Add(Unknown.On(nameof(head.JournalId)));
        }

        if (head.FiscalPositionId is { } position && !await db.FiscalPositions.AnyAsync(p => p.Id == position && p.LegalEntityId == legalEntityId, ct))
        {
            refusals.Add(Unknown.On(nameof(head.FiscalPositionId)));
        }

        if (head.PaymentTermsId is { } terms && !await db.PaymentTerms.AnyAsync(t => t.Id == terms, ct))
        {
            refusals.Add(Unknown.On(nameof(head.PaymentTermsId)));
        }

        return refusals;
    }

    public static async Task<List<Refusal>> OfLineAsync(PortalDbContext db, long legalEntityId, long clientId, ContractLine.Values values, CancellationToken ct)
    {
        var refusals = await OfGoodsAsync(db, legalEntityId, values.ProductId, values.TaxCodeId, values.GlAccountId, ct);
        if (!await ClientSites.MayNameAsync(db, values.SiteId, clientId, ct))
        {
            refusals.Add(Unknown.On(nameof(values.SiteId)));
        }

        if (values.EquipmentId is { } equipment && !await db.Equipment.AnyAsync(e => e.Id == equipment && e.ClientId == clientId, ct))
        {
            refusals.Add(Unknown.On(nameof(values.EquipmentId)));
        }

        if (values.Visits.TaskTypeId is { } task && !await db.TaskTypes.AnyAsync(t => t.Id == task && t.LegalEntityId == legalEntityId, ct))
        {
            refusals.Add(Unknown.On(nameof(values.Visits.TaskTypeId)));
        }

        return refusals;
    }

    public static async Task<List<Refusal>> OfGoodsAsync(
        PortalDbContext db, long legalEntityId, long? productId, long? taxCodeId, long? glAccountId, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        if (productId is { } product && !await db.Products.AnyAsync(p => p.Id == product && p.LegalEntityId == legalEntityId, ct))
        {
            refusals.Add(Unknown.On("ProductId"));
        }

        if (taxCodeId is { } tax && !await db.TaxCodes.AnyAsync(t => t.Id == tax && t.LegalEntityId == legalEntityId, ct))
        {
            refusals.Add(Unknown.On("TaxCodeId"));
        }

        if (glAccountId is { } account && !await db.GlAccounts.AnyAsync(a => a.Id == account && a.LegalEntityId == legalEntityId, ct))
        {
            refusals.Add(Unknown.On("GlAccountId"));
        }

        return refusals;
    }
}
