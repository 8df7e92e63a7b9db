using Portal.Business.Common;

namespace Portal.Business.Interventions;

/// <summary>A product installed at a client's ("produit installé").</summary>
public sealed class Equipment : Entity, IVersioned, IAudited, IBelongsToClient
{
    public required long ClientId { get; init; }

    public long? SiteId { get; set; }

    public long? ProductId { get; set; }

    public required string Name { get; set; }

    public string SerialNumber { get; set; } = "";

    public DateOnly? InstalledOn { get; set; }

    /// <summary>The last day of the warranty.</summary>
    public DateOnly? WarrantyUntil { get; set; }

    public string Notes { get; set; } = "";

    public bool IsActive { get; set; } = true;

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    public bool IsUnderWarranty(DateOnly day) => WarrantyUntil >= day;

    public Equipment IndexForSearch()
    {
        SearchKey = Folding.Key(Name, SerialNumber);
        return this;
    }
}
