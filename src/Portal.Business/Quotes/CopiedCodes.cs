using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Data;

namespace Portal.Business.Quotes;

/// <summary>
/// Codes of a line under another fiscal position: those of its product, else those that the former position replaced, replaced by the
/// new one. What a person chose against both stays.
/// </summary>
internal static class CopiedCodes
{
    public static async Task<Func<QuoteLine, (long? TaxCodeId, long? GlAccountId)>> FindAsync(PortalDbContext db, Quote original, long? position, CancellationToken ct)
    {
        var positions = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).AsSplitQuery()
            .Where(p => p.Id == original.FiscalPositionId || p.Id == position).ToDictionaryAsync(p => p.Id, ct);
        var productIds = original.Lines.Select(l => l.ProductId).OfType<long>().Distinct().ToList();
        var products = await db.Products.AsNoTracking().Where(p => productIds.Contains(p.Id))
            .Select(p => new { p.Id, p.TaxCodeId, p.GlAccountId }).ToDictionaryAsync(p => p.Id, ct);
        var (before, after) = (Find(original.FiscalPositionId), Find(position));
        return line =>
        {
            var product = line.ProductId is { } id ? products.GetValueOrDefault(id) : null;
            var tax = product is not null && (before is null ? product.TaxCodeId : before.TaxCodeFor(product.TaxCodeId)) == line.TaxCodeId ? product.TaxCodeId
                : before?.Taxes.FindAll(m => m.ToTaxCodeId == line.TaxCodeId) is [var only] ? only.FromTaxCodeId : line.TaxCodeId;
            var account = product is not null && (before is null ? product.GlAccountId : before.AccountFor(product.GlAccountId)) == line.GlAccountId ? product.GlAccountId
                : before?.Accounts.FindAll(m => m.ToGlAccountId == line.GlAccountId) is [var one] ? one.FromGlAccountId : line.GlAccountId;
            return after is null ? (tax, account) : (after.TaxCodeFor(tax), after.AccountFor(account));
        };

        FiscalPosition? Find(long? id) => id is { } known ? positions.GetValueOrDefault(known) : null;
    }
}
