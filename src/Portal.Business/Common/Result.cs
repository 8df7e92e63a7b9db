using System.Diagnostics.CodeAnalysis;

namespace Portal.Business.Common;

public enum RefusalKind
{
    /// <summary>What was entered can't be accepted.</summary>
    Invalid,

    /// <summary>It does not exist, or not for this user.</summary>
    NotFound,

    /// <summary>The user's roles do not allow it.</summary>
    Forbidden,

    /// <summary>Somebody else was faster.</summary>
    Conflict,

    /// <summary>The rules do not allow it in the present state.</summary>
    NotNow,
}

/// <summary>
/// A "no" as a value. <paramref name="Code"/> is "Capability.Key": the key of its text in the capability's resource;
/// <paramref name="Args"/> fill the placeholders of that text. <paramref name="Field"/> names the input it is about, if one.
/// </summary>
public sealed record Refusal(RefusalKind Kind, string Code, params object?[] Args)
{
    public string? Field { get; init; }

    public static Refusal Forbidden { get; } = new(RefusalKind.Forbidden, "Common.Forbidden");

    public static Refusal NotFound { get; } = new(RefusalKind.NotFound, "Common.NotFound");

    /// <summary>The record was changed by somebody else since it was read.</summary>
    public static Refusal Stale { get; } = new(RefusalKind.Conflict, "Common.Stale");

    public static Refusal Invalid(string code, params object?[] args) => new(RefusalKind.Invalid, code, args);

    public static Refusal NotNow(string code, params object?[] args) => new(RefusalKind.NotNow, code, args);

    public static Refusal Conflict(string code, params object?[] args) => new(RefusalKind.Conflict, code, args);

    public Refusal On(string field) => this with { Field = field };

    public bool Equals(Refusal? other) =>
        other is not null && Kind == other.Kind && Code == other.Code && Field == other.Field && Args.SequenceEqual(other.Args);

    public override int GetHashCode() => HashCode.Combine(Kind, Code, Field);
}

/// <summary>What came of a use case: done, or refused with all reasons at once.</summary>
public class Result
{
    protected Result(IReadOnlyList<Refusal> refusals) => Refusals = refusals;

    public IReadOnlyList<Refusal> Refusals { get; }

    public virtual bool Succeeded => Refusals.Count == 0;

    public Refusal? Refusal => Refusals.Count == 0 ? null : Refusals[0];

    public static Result Done { get; } = new([]);

    public static Result Refused(params IReadOnlyList<Refusal> refusals) => new(Some(refusals));

    public static implicit operator Result(Refusal refusal) => new([refusal]);

    protected static IReadOnlyList<Refusal> Some(IReadOnlyList<Refusal> refusals) =>
        refusals.Count > 0 ? refusals : throw new ArgumentException("A refused result needs a reason.", nameof(refusals));
}

/// <inheritdoc />
public sealed class Result<T> : Result
{
    private readonly T? value;

    private Result(T? value, IReadOnlyList<Refusal> refusals)
        : base(refusals) => this.value = value;

    public T Value => Succeeded
        ? value!
        : throw new InvalidOperationException($"Refused with {string.Join(", ", Refusals.Select(r => r.Code))}; there is no value.");

    public static new Result<T> Refused(params IReadOnlyList<Refusal> refusals) => new(default, Some(refusals));

    public bool TryGet([MaybeNullWhen(false)] out T found) => TryGet(out found, out _);

    public bool TryGet([MaybeNullWhen(false)] out T found, [NotNullWhen(false)] out Refusal? refusal)
    {
        found = value;
        refusal = Refusal;
        return Succeeded;
    }

    public static implicit operator Result<T>(T value) => new(value, []);

    public static implicit operator Result<T>(Refusal refusal) => new(default, [refusal]);
}
