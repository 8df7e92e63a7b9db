using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing;

/// <summary>
/// How a deposit may be taxed where no order says it: the tax codes of the company as they are for the client, through the fiscal position. Whoever
/// asks for the deposit chooses; proposed is one only where no other is in question. What the position puts in place of an active code may be inactive itself, as on
/// invoices.
/// </summary>
/// <param name="Usual">The only one that products of the company bear, or that the company has at all; null where there are several.</param>
internal sealed record DepositTaxes(IReadOnlyList<DepositTaxes.Choice> Choices, long? Usual)
{
    public sealed record Choice(long Id, LocalText Name);

    public static async Task<DepositTaxes> LoadAsync(PortalDbContext db, long legalEntityId, long? fiscalPositionId, CancellationToken ct)
    {
        var all = await db.TaxCodes.AsNoTracking().Where(c => c.LegalEntityId == legalEntityId).OrderBy(c => c.Code).Select(c => new { c.IsActive, Choice = new Choice(c.Id, c.Name) }).ToListAsync(ct);
        var codes = all.FindAll(c => c.IsActive).ConvertAll(c => c.Choice.Id);
        var sold = await db.Products.Where(p => p.LegalEntityId == legalEntityId && p.IsActive && p.TaxCodeId != null).Select(p => p.TaxCodeId!.Value).Distinct().ToListAsync(ct);
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).SingleOrDefaultAsync(p => p.Id == fiscalPositionId, ct);
        long For(long code) => position?.TaxCodeFor(code) ?? code;
        var offered = codes.Select(For).ToHashSet();
        List<long> inQuestion = [.. (sold.Count > 0 ? sold : codes).Select(For).Distinct()];
        return new DepositTaxes([.. all.Select(c => c.Choice).Where(c => offered.Contains(c.Id))], inQuestion is [var only] && offered.Contains(only) ? only : null);
    }

    /// <summary>The one that was chosen, or else the only one that can be meant.</summary>
    /// <param name="seller">The name of the company.</param>
    public Result<long> Take(long? chosen, string seller) => Choices.Count == 0 ? Refusal.NotNow("Invoicing.DepositTaxNone", seller).On("TaxCodeId")
        : (chosen ?? Usual) is not { } code ? Refusal.Invalid("Invoicing.DepositTaxMissing").On("TaxCodeId")
        : Choices.Any(c => c.Id == code) ? code
        : Refusal.Stale;
}
