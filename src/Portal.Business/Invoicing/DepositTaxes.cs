using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing;

/// <summary>
/// How a deposit may be taxed where no order says it: the tax codes of the company as they are for the client, through the fiscal position. Whoever
/// asks for the deposit chooses; proposed is one only where no other is in question.
/// </summary>
/// <param name="Usual">The only one that products of the company bear, or that the company has at all; null where there are several.</param>
internal sealed record DepositTaxes(IReadOnlyList<DepositTaxes.Choice> Choices, long? Usual)
{
    public sealed record Choice(long Id, LocalText Name);

    public static async Task<DepositTaxes> LoadAsync(PortalDbContext db, long legalEntityId, long? fiscalPositionId, CancellationToken ct)
    {
        var codes = await db.TaxCodes.AsNoTracking().Where(c => c.LegalEntityId == legalEntityId && c.IsActive).OrderBy(c => c.Code).Select(c => new Choice(c.Id, c.Name)).ToListAsync(ct);
        var sold = await db.Products.Where(p => p.LegalEntityId == legalEntityId && p.IsActive && p.TaxCodeId != null).Select(p => p.TaxCodeId!.Value).Distinct().ToListAsync(ct);
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).SingleOrDefaultAsync(p => p.Id == fiscalPositionId, ct);
        long For(long code) => position?.TaxCodeFor(code) ?? code;
        var offered = codes.Select(c => For(c.Id)).ToHashSet();
        List<long> inQuestion = [.. (sold.Count > 0 ? sold : codes.ConvertAll(c => c.Id)).Select(For).Distinct()];
        return new DepositTaxes([.. codes.Where(c => offered.Contains(c.Id))], inQuestion is [var only] && offered.Contains(only) ? only : null);
    }

    /// <summary>The one that was chosen, or else the only one that can be meant.</summary>
    public Result<long> Take(long? chosen) => (chosen ?? Usual) is not { } code ? Refusal.Invalid("Invoicing.DepositTaxMissing").On("TaxCodeId")
        : Choices.Any(c => c.Id == code) ? code
        : Refusal.Stale;
}
