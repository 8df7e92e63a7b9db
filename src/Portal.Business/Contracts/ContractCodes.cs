using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Data;

namespace Portal.Business.Contracts;

/// <summary>
/// Tax code and account of lines and charges under another fiscal position: those of the product, of the line before an amendment, or else those that
/// the former position replaced, replaced by the new one. What a person chose against all of them stays.
/// </summary>
internal sealed class ContractCodes
{
    private readonly Contract contract;

    private readonly Dictionary<long, FiscalPosition> positions;

    private readonly Dictionary<long, Codes> products;

    private readonly FiscalPosition? after;

    private ContractCodes(Contract contract, Dictionary<long, FiscalPosition> positions, Dictionary<long, Codes> products, long? after)
    {
        (this.contract, this.positions, this.products) = (contract, positions, products);
        this.after = Find(after);
    }

    public sealed record Codes(long? TaxCodeId, long? GlAccountId);

    /// <param name="position">The new fiscal position; null: none.</param>
    public static async Task<ContractCodes> LoadAsync(PortalDbContext db, Contract contract, long? position, CancellationToken ct)
    {
        List<long> named = [.. contract.PositionChanges.Select(p => p.FiscalPositionId).Append(contract.FiscalPositionId).Append(position).OfType<long>()];
        var positions = await db.FiscalPositions.AsNoTracking().AsSplitQuery().Include(p => p.Taxes).Include(p => p.Accounts)
            .Where(p => named.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var ids = contract.Lines.Select(l => l.ProductId).Concat(contract.Charges.Select(c => c.ProductId)).OfType<long>().Distinct().ToList();
        var products = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => new Codes(p.TaxCodeId, p.GlAccountId), ct);
        return new ContractCodes(contract, positions, products, position);
    }

    /// <param name="day">The first day of the new position on the line.</param>
    public Codes Of(ContractLine line, DateOnly day) => New(Usual(line, Find(contract.PositionOn(day))));

    public Codes Of(ContractCharge charge) =>
        New(Usual(new Codes(charge.TaxCodeId, charge.GlAccountId), charge.ProductId, null, Find(contract.PositionOn(charge.ChargedOn))));

    private Codes New(Codes usual) => after is null ? usual : new Codes(after.TaxCodeFor(usual.TaxCodeId), after.AccountFor(usual.GlAccountId));

    private Codes Usual(ContractLine line, FiscalPosition? position)
    {
        var before = line.PreviousId is { } id && contract.Lines.Find(l => l.Id == id) is { } previous
            ? Usual(previous, Find(contract.PositionOn(previous.StartsOn ?? contract.StartsOn))) : null;
        return Usual(new Codes(line.TaxCodeId, line.GlAccountId), line.ProductId, before, position);
    }

    /// <summary>The codes that the position replaced.</summary>
    private Codes Usual(Codes now, long? productId, Codes? before, FiscalPosition? position)
    {
        var product = productId is { } id ? products.GetValueOrDefault(id) : null;
        return new Codes(
            Replaced(now.TaxCodeId, [product?.TaxCodeId, before?.TaxCodeId], c => position is null ? c : position.TaxCodeFor(c), position?.Taxes.FindAll(m => m.ToTaxCodeId == now.TaxCodeId).Select(m => m.FromTaxCodeId)),
            Replaced(
                now.GlAccountId, [product?.GlAccountId, before?.GlAccountId], c => position is null ? c : position.AccountFor(c), position?.Accounts.FindAll(m => m.ToGlAccountId == now.GlAccountId).Select(m => m.FromGlAccountId)));
    }

    private static long? Replaced(long? now, long?[] usual, Func<long?, long?> under, IEnumerable<long>? sources) =>
        usual.FirstOrDefault(c => c is not null && under(c) == now) ?? (sources?.ToList() is [var only] ? only : now);

    private FiscalPosition? Find(long? id) => id is { } known ? positions.GetValueOrDefault(known) : null;
}
