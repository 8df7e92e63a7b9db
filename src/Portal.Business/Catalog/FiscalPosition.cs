using Portal.Business.Common;

namespace Portal.Business.Catalog;

/// <summary>Replaces tax codes and ledger accounts for a kind of client (export, exempt, reduced rate).</summary>
public sealed class FiscalPosition : Entity, IVersioned, IAudited, IReferenceData
{
    public required long LegalEntityId { get; init; }

    public required string Code { get; set; }

    public required LocalText Name { get; set; }

    public List<TaxMapping> Taxes { get; } = [];

    public List<AccountMapping> Accounts { get; } = [];

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }

    public long? TaxCodeFor(long? taxCodeId) => Taxes.FirstOrDefault(m => m.FromTaxCodeId == taxCodeId)?.ToTaxCodeId ?? taxCodeId;

    public long? AccountFor(long? glAccountId) => Accounts.FirstOrDefault(m => m.FromGlAccountId == glAccountId)?.ToGlAccountId ?? glAccountId;
}

public sealed class TaxMapping : Entity, IAuditedPart
{
    public long FiscalPositionId { get; init; }

    public required long FromTaxCodeId { get; init; }

    public required long ToTaxCodeId { get; init; }
}

public sealed class AccountMapping : Entity, IAuditedPart
{
    public long FiscalPositionId { get; init; }

    public required long FromGlAccountId { get; init; }

    public required long ToGlAccountId { get; init; }
}
