using Portal.Business.Common;

namespace Portal.Business.Payments.Online;

/// <summary>A payment provider's hosted card page.</summary>
public interface IPaymentProvider
{
    /// <summary>Stored with each payment and part of the webhook's address; never changed.</summary>
    string Name { get; }

    /// <summary>The header that carries the signature of a webhook.</summary>
    string SignatureHeader { get; }

    /// <summary>Makes the page on which the payer enters the card. The same request twice makes one page.</summary>
    Task<Result<Checkout>> StartAsync(CheckoutRequest request, CancellationToken ct);

    /// <summary>What became of a page; <see cref="CheckoutOutcome.Unknown"/> when the provider can't be reached or does not know it.</summary>
    Task<CheckoutState> FindAsync(string reference, CancellationToken ct);

    /// <summary>
    /// Closes a page on which nobody has paid, so that nobody can any more. What then is known of it: <see cref="CheckoutOutcome.Abandoned"/>
    /// when it is closed, anything else when somebody was faster; <see cref="CheckoutOutcome.Unknown"/> when the provider can't be reached.
    /// </summary>
    Task<CheckoutState> CloseAsync(string reference, CancellationToken ct);

    /// <summary>Which online payment of ours a payment at the provider is; zero for none of ours. Refused when the provider can't be reached.</summary>
    Task<Result<long>> OwnerAsync(string paymentReference, CancellationToken ct);

    /// <summary>Reads a webhook; refused before anything of it is believed if the signature is not the provider's.</summary>
    Result<ProviderNotice> Read(string? signature, ReadOnlySpan<byte> body);
}

/// <param name="Description">What the payer reads beside the amount, in their language.</param>
/// <param name="ReturnTo">Where the payer comes back to, whatever happened.</param>
/// <param name="CancelTo">Where the payer comes back to without having paid.</param>
public sealed record CheckoutRequest(
    long OnlinePaymentId, decimal Amount, string Currency, string Description, string Language, string PayerEmail, Uri ReturnTo, Uri CancelTo, DateTime ExpiresAt);

/// <summary>A page that waits for the payer.</summary>
public sealed record Checkout(string Reference, string Url, DateTime ExpiresAt);

public enum CheckoutOutcome
{
    /// <summary>The page stands, and the payer may still pay there.</summary>
    Pending,
    Succeeded,
    Refused,
    Abandoned,
    Unknown,

    /// <summary>The payer has paid, and the bank has not answered yet.</summary>
    Processing,
}

/// <param name="Amount">What was really paid; zero unless it succeeded.</param>
public sealed record CheckoutState(CheckoutOutcome Outcome, decimal Amount = 0, string Currency = "")
{
    public static CheckoutState Pending { get; } = new(CheckoutOutcome.Pending);

    public static CheckoutState Processing { get; } = new(CheckoutOutcome.Processing);

    public static CheckoutState Refused { get; } = new(CheckoutOutcome.Refused);

    public static CheckoutState Abandoned { get; } = new(CheckoutOutcome.Abandoned);

    public static CheckoutState Unknown { get; } = new(CheckoutOutcome.Unknown);
}

/// <summary>A webhook whose signature was right.</summary>
/// <param name="Reference">The provider's name of the page; empty if the event is about something else.</param>
/// <param name="OnlinePaymentId">Ours, which the provider gives back; null if it does not.</param>
/// <param name="Taken">What was taken back of a payment; null where the event says what became of a page.</param>
public sealed record ProviderNotice(string EventId, string Kind, string Reference, long? OnlinePaymentId, CheckoutState State, TakenBack? Taken = null);

public enum TakenBackKind
{
    /// <summary>The card holder's bank took the money back; the provider has taken it from us.</summary>
    ChargedBack,

    /// <summary>The card holder's bank asks; nothing is taken yet.</summary>
    Questioned,

    /// <summary>The dispute was won: the money is there again.</summary>
    Reinstated,

    /// <summary>Somebody gave it back to the card at the provider.</summary>
    Refunded,
}

/// <param name="Amount">All that was taken of the payment so far.</param>
/// <param name="Reason">In the provider's word; may be empty.</param>
/// <param name="PaymentReference">The provider's name of the payment, which is not that of the page.</param>
/// <param name="Fee">What the provider took for the dispute so far; null where the event does not say.</param>
public sealed record TakenBack(TakenBackKind Kind, decimal Amount, string Currency, string Reason, string PaymentReference, DisputeFee? Fee = null);

/// <param name="Currency">In which the provider pays out.</param>
public sealed record DisputeFee(decimal Amount, string Currency);

/// <summary>The providers that this installation knows, and the one that new payments go to.</summary>
public sealed class PaymentProviders(IEnumerable<IPaymentProvider> providers, Microsoft.Extensions.Options.IOptions<PaymentsOptions> options)
{
    private readonly Dictionary<string, IPaymentProvider> byName = providers.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>Null: clients can't pay by card here.</summary>
    public IPaymentProvider? Active => options.Value.Provider switch
    {
        OnlineProvider.Practice => byName[PracticeProvider.ProviderName],
        OnlineProvider.Stripe => byName[StripeCheckoutProvider.ProviderName],
        _ => null,
    };

    public IPaymentProvider? Find(string name) => byName.GetValueOrDefault(name);
}
