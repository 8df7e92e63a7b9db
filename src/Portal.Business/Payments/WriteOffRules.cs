using Portal.Business.Common;

namespace Portal.Business.Payments;

/// <summary>Up to how much a person of a company may write off, and where it is booked.</summary>
public sealed class WriteOffRules : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    public required long LossAccountId { get; set; }

    public required long GainAccountId { get; set; }

    public required long JournalId { get; set; }

    /// <summary>The largest amount by currency; nothing is written off in a currency without one.</summary>
    public IReadOnlyList<WriteOffLimit> Limits { get; set; } = [];

    public int Version { get; private set; }

    public decimal LimitOf(string currency) => Limits.FirstOrDefault(l => l.Currency == currency)?.Amount ?? 0;

    /// <summary>Null where so much may be written off.</summary>
    public Refusal? WhyNot(decimal amount, string currency) =>
        LimitOf(currency) is var limit && amount > limit ? Refusal.NotNow("Payments.AboveWriteOffLimit", (amount, currency), (limit, currency)) : null;
}

public sealed record WriteOffLimit(string Currency, decimal Amount);
