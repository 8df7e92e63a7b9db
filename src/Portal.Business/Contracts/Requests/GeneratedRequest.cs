using Portal.Business.Common;

namespace Portal.Business.Contracts.Requests;

/// <summary>
/// That the request of one visit of a contract was made. It stays where people delete the request, so that no run makes it again; a unique index
/// over the key allows it once.
/// </summary>
public sealed class GeneratedRequest : Entity
{
    public required long ContractId { get; init; }

    /// <summary>Contract line, period and number of the visit.</summary>
    public required string Key { get; init; }

    /// <summary>Of the request that was made; it may be deleted since.</summary>
    public required long RequestId { get; init; }

    public required DateTime MadeAt { get; init; }
}
