using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Something that is charged once, with the invoices of its day.</summary>
public sealed class AddContractCharge(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version, Values Charge);

    /// <param name="ChargedOn">The date of its invoice.</param>
    public sealed record Values(DateOnly ChargedOn, long? ProductId, string Description, decimal Quantity, string Unit, decimal UnitPrice, long? TaxCodeId, long? GlAccountId);

    /// <summary>The contract's new version.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!(await ContractChange.StartAsync(db, input.ContractId, input.Version, clock, ct)).TryGet(out var change, out var not))
        {
            return not;
        }

        var charge = input.Charge;
        var refusals = PricedLine.Check(charge.Description, charge.Quantity, charge.UnitPrice, 0);
        refusals.AddRange(await ContractReferences.OfGoodsAsync(db, change.Contract.LegalEntityId, charge.ProductId, charge.TaxCodeId, charge.GlAccountId, ct));
        refusals.AddRange(WhyNot(change.Contract, charge));
        if (refusals.Count > 0)
        {
            return Result<int>.Refused(refusals);
        }

        change.Contract.Charges.Add(new ContractCharge
        {
            ContractId = input.ContractId,
            ChargedOn = charge.ChargedOn,
            ProductId = charge.ProductId,
            Description = charge.Description.Trim(),
            Quantity = Money.RoundQuantity(charge.Quantity),
            Unit = charge.Unit,
            UnitPrice = Money.RoundUnitPrice(charge.UnitPrice),
            TaxCodeId = charge.TaxCodeId,
            GlAccountId = charge.GlAccountId,
        });
        return await change.SaveAsync(ct);
    }

    private static IEnumerable<Refusal> WhyNot(Contract contract, Values charge)
    {
        if (contract.IsOver)
        {
            yield return Refusal.NotNow("Contracts.IsOver", contract.Reference);
        }

        if (charge.ChargedOn < contract.StartsOn || charge.ChargedOn > contract.StartsOn.AddYears(50))
        {
            yield return Refusal.Invalid("Contracts.ChargeOutOfRange", contract.StartsOn).On(nameof(charge.ChargedOn));
        }

        if (charge.TaxCodeId is null)
        {
            yield return Refusal.Invalid("Common.Required").On(nameof(charge.TaxCodeId));
        }

        if (charge.GlAccountId is null)
        {
            yield return Refusal.Invalid("Common.Required").On(nameof(charge.GlAccountId));
        }
    }
}
