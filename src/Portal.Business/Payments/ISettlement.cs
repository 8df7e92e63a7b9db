namespace Portal.Business.Payments;

/// <summary>What settles a client's account and can be taken back: a payment, a refund, a write-off, the release of what was held back; and what a dispute over a payment cost.</summary>
public interface ISettlement
{
    long LegalEntityId { get; }

    long ClientId { get; }

    string Number { get; }

    decimal Amount { get; }

    string Currency { get; }

    DateTime CreatedAt { get; }

    DateOnly? ReversedOn { get; }

    DateTime? ReversedAt { get; }

    string ReversalReason { get; }
}
