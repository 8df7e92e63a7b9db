using Portal.Business.Data;

namespace Portal.Business.Integrity;

/// <summary>Reads documents of one kind as they stand now, described as they were sealed. A kind without a source can't be checked.</summary>
public interface ISealSource
{
    SealedKind Kind { get; }

    /// <summary>What each says now, by its id; those that are gone are left out.</summary>
    Task<IReadOnlyDictionary<long, string>> ReadAsync(PortalDbContext db, IReadOnlyList<long> ids, CancellationToken ct);

    /// <summary>Documents of a legal entity that never joined the chain.</summary>
    IQueryable<Unsealed> Unsealed(PortalDbContext db, long legalEntityId);
}

public sealed record Unsealed(long Id, string Number);
