using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>A published index: its values stand for days.</summary>
public sealed class PriceIndex : Entity, IVersioned, IAudited
{
    public required string Code { get; set; }

    public required LocalText Name { get; set; }

    /// <summary>Who publishes it, and where.</summary>
    public string Source { get; set; } = "";

    public List<PriceIndexValue> Values { get; } = [];

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}

public sealed class PriceIndexValue : Entity, IAuditedPart
{
    public long PriceIndexId { get; init; }

    /// <summary>The first day for which it stands.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Six decimals.</summary>
    public required decimal Value { get; set; }
}

public enum IndexationMode
{
    /// <summary>By a percentage.</summary>
    Percentage,

    /// <summary>Coefficients added on the current price: price × (1 + Σ coefficient).</summary>
    Coefficients,

    /// <summary>P = P0 × (fixed part + Σ weight × I ÷ I0).</summary>
    Formula,
}

public enum IndexationBase
{
    CurrentPrice,
    BasePrice,
}

/// <summary>A revision of prices that a person applied; what it was computed from is kept.</summary>
public sealed class Indexation : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    /// <summary>The first day of the new prices.</summary>
    public required DateOnly From { get; init; }

    public required IndexationRule Rule { get; init; }

    /// <summary>The values of the indices that were used.</summary>
    public required IReadOnlyList<UsedIndex> Used { get; init; }

    /// <summary>What the price was multiplied by, before cap and floor; ten decimals.</summary>
    public required decimal Factor { get; init; }

    /// <summary>Which contracts it is for.</summary>
    public required IndexationScope Scope { get; init; }

    /// <summary>Names the press of the button: a unique index makes the same one once.</summary>
    public required Guid Key { get; init; }

    /// <summary>Null while lines are still to come: it was interrupted, and <c>ApplyIndexation</c> with the same key goes on.</summary>
    public DateTime? FinishedAt { get; private set; }

    public required long? AppliedById { get; init; }

    public required string AppliedByName { get; init; }

    public required DateTime AppliedAt { get; init; }

    public DateTime? UndoneAt { get; private set; }

    public string UndoneByName { get; private set; } = "";

    /// <summary>When the last contract had its old prices back; null while lines are still to go, or where nobody took it back.</summary>
    public DateTime? UndoFinishedAt { get; private set; }

    public long? UndoneById { get; private set; }

    /// <summary>How many contracts had its prices when somebody took it back.</summary>
    public int UndoContracts { get; private set; }

    /// <summary>Somebody takes it back, and contracts are left: <c>TakeBackIndexations</c> goes on with them in the background.</summary>
    public bool IsBeingUndone => UndoneAt is not null && UndoFinishedAt is null;

    /// <summary>When somebody asked for the letters; they are sent in the background.</summary>
    public DateTime? LettersAskedAt { get; private set; }

    public long? LettersAskedById { get; private set; }

    /// <summary>When no client was left who waits for a letter.</summary>
    [NotAudited]
    public DateTime? LettersDoneAt { get; private set; }

    public int Version { get; private set; }

    public void AskForLetters(ICurrentUser user, DateTime now) => (LettersAskedById, LettersAskedAt, LettersDoneAt) = (user.UserId, now, null);

    /// <summary>Letters were asked for, and not all are sent.</summary>
    public bool LettersWait => LettersAskedAt is not null && LettersDoneAt is null && UndoneAt is null;

    public void LettersAreDone(DateTime now) => LettersDoneAt = now;

    public void Finish(DateTime now) => FinishedAt ??= now;

    public void Undo(ICurrentUser user, int contracts, DateTime now) => (UndoneById, UndoneByName, UndoContracts, UndoneAt) = (user.UserId, user.Name, contracts, now);

    public void FinishUndo(DateTime now) => UndoFinishedAt ??= now;
}

/// <summary>Which contracts an indexation is for; null and empty do not narrow.</summary>
public sealed record IndexationScope(long? ClientId = null, long? ContractId = null, BillingFrequency? Frequency = null, string Search = "");

/// <param name="Percent">5 means 5 %.</param>
/// <param name="FixedPart">0.15 means 15 % of the price do not move.</param>
/// <param name="CapPercent">Most by which a price may rise; null: no cap.</param>
/// <param name="FloorPercent">Least by which it moves: 0 keeps prices from falling; null: no floor.</param>
/// <param name="Decimals">Decimals of the new unit price, 0 to 6; half away from zero.</param>
public sealed record IndexationRule(
    IndexationMode Mode, IndexationBase On, decimal Percent, decimal FixedPart, IReadOnlyList<IndexationTerm> Terms, decimal? CapPercent, decimal? FloorPercent, int Decimals);

/// <summary>One coefficient or one weighted index.</summary>
public sealed record IndexationTerm(string Label, decimal Weight, long? IndexId, DateOnly? BaseDay);

/// <param name="BaseValue">I0.</param>
/// <param name="Value">I.</param>
public sealed record UsedIndex(long IndexId, string Code, DateOnly BaseDay, decimal BaseValue, DateOnly Day, decimal Value);
