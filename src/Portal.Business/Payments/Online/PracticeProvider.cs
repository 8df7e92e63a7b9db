using System.Text.Json;
using Portal.Business.Common;

namespace Portal.Business.Payments.Online;

/// <summary>Stands in for a payment provider where no money should move: the same protocol, signed webhooks included.</summary>
public sealed class PracticeProvider(PracticeDesk desk, TimeProvider clock) : IPaymentProvider
{
    public const string ProviderName = "practice";

    public const string Header = "Practice-Signature";

    /// <summary>What it takes for each dispute.</summary>
    public const decimal DisputeFee = 15m;

    public string Name => ProviderName;

    public string SignatureHeader => Header;

    public async Task<Result<Checkout>> StartAsync(CheckoutRequest request, CancellationToken ct)
    {
        // Its page is of this application, at whatever address it is open.
        var checkout = await desk.OpenAsync(request, ct);
        return new Checkout(checkout.Reference, $"/practice-pay/{checkout.Reference}", checkout.ExpiresAt);
    }

    public async Task<CheckoutState> FindAsync(string reference, CancellationToken ct) =>
        await desk.FindAsync(reference, ct) is { } checkout ? desk.StateOf(checkout) : CheckoutState.Unknown;

    public async Task<CheckoutState> CloseAsync(string reference, CancellationToken ct)
    {
        await desk.SettleAsync(reference, CheckoutOutcome.Abandoned, TimeSpan.Zero, ct);
        return await FindAsync(reference, ct);
    }

    public Task<Result<long>> OwnerAsync(string paymentReference, CancellationToken ct) => Task.FromResult<Result<long>>(0);

    public Result<ProviderNotice> Read(string? signature, ReadOnlySpan<byte> body)
    {
        if (!WebhookSignature.IsGood(signature, body, desk.Secret, clock.GetUtcNow()))
        {
            return Refusal.Invalid("Payments.BadSignature");
        }

        try
        {
            return JsonSerializer.Deserialize<ProviderNotice>(body, JsonSerializerOptions.Web) is { EventId.Length: > 0, State: not null } notice
                ? notice
                : Refusal.Invalid("Payments.BadNotice");
        }
        catch (JsonException)
        {
            return Refusal.Invalid("Payments.BadNotice");
        }
    }

    /// <summary>The body of the webhook that tells what became of a page. The same page gives the same event.</summary>
    public static byte[] Notice(PracticeCheckout checkout) => JsonSerializer.SerializeToUtf8Bytes(
        new ProviderNotice(
            "evt_" + checkout.Reference,
            "checkout." + checkout.Outcome,
            checkout.Reference,
            checkout.OnlinePaymentId,
            checkout.Outcome == CheckoutOutcome.Succeeded
                ? new CheckoutState(CheckoutOutcome.Succeeded, checkout.Amount, checkout.Currency)
                : new CheckoutState(checkout.Outcome)),
        JsonSerializerOptions.Web);

    /// <summary>The body of the webhook that tells that a payment was taken back. The same of the same payment gives the same event.</summary>
    public static byte[] Notice(PracticeCheckout checkout, TakenBackKind kind, decimal? amount = null) => JsonSerializer.SerializeToUtf8Bytes(
        new ProviderNotice(
            $"evt_{checkout.Reference}_{kind}_{amount}", $"payment.{kind}", checkout.Reference, checkout.OnlinePaymentId, CheckoutState.Unknown,
            new TakenBack(kind, amount ?? checkout.Amount, checkout.Currency, kind == TakenBackKind.Refunded ? "" : "fraudulent", checkout.Reference,
                kind == TakenBackKind.ChargedBack ? new DisputeFee(DisputeFee, checkout.Currency) : null)),
        JsonSerializerOptions.Web);
}
