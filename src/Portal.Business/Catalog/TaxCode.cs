using Portal.Business.Common;

namespace Portal.Business.Catalog;

/// <summary>What a line is taxed with: one or more components (GST + QST), each on the price before tax.</summary>
public sealed class TaxCode : Entity, IVersioned, IAudited, IReferenceData
{
    public required long LegalEntityId { get; init; }

    public required string Code { get; set; }

    public required LocalText Name { get; set; }

    /// <summary>Why no tax is charged, where that must be said on the document ("art. 293 B du CGI"); empty otherwise.</summary>
    public LocalText ExemptionReason { get; set; } = LocalText.Empty;

    /// <summary>In the order in which documents show them.</summary>
    public List<TaxComponent> Components { get; } = [];

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}

/// <summary>One tax with its own line on documents and its own ledger account: GST, QST, VAT 20 %.</summary>
public sealed class TaxComponent : Entity, IVersioned, IAudited, IReferenceData
{
    public required long LegalEntityId { get; init; }

    public required LocalText Name { get; set; }

    /// <summary>Where documents put it, lowest first.</summary>
    public int Order { get; set; }

    public long? GlAccountId { get; set; }

    public List<TaxRate> Rates { get; } = [];

    public int Version { get; private set; }

    /// <summary>The rate in percent on a day; null before the first rate.</summary>
    public decimal? RateOn(DateOnly day) => Rates.Where(r => r.From <= day).MaxBy(r => r.From)?.Percent;
}

/// <summary>A rate from a day on, until the next.</summary>
public sealed class TaxRate : Entity, IAuditedPart, IReferenceData
{
    public long TaxComponentId { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>9.975 means 9.975 %.</summary>
    public required decimal Percent { get; init; }
}
