using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;

namespace Portal.Business.Payments.Online;

/// <summary>
/// Stripe Checkout over its HTTP interface: sessions are created with form-encoded fields and an idempotency key, read back with their
/// payment intent, and reported by signed webhooks. Amounts are whole cents; our currencies all have two decimals.
/// </summary>
public sealed partial class StripeCheckoutProvider(
    IHttpClientFactory clients, IOptions<PaymentsOptions> options, TimeProvider clock, ILogger<StripeCheckoutProvider> log) : IPaymentProvider
{
    public const string ProviderName = "stripe";

    private const string ApiVersion = "2024-06-20";

    public string Name => ProviderName;

    public string SignatureHeader => "Stripe-Signature";

    public async Task<Result<Checkout>> StartAsync(CheckoutRequest request, CancellationToken ct)
    {
        var id = request.OnlinePaymentId.ToString(CultureInfo.InvariantCulture);
        using var message = Message(HttpMethod.Post, "v1/checkout/sessions");
        message.Headers.Add("Idempotency-Key", $"checkout-{id}");
        message.Content = new FormUrlEncodedContent(Fields(request, id));
        using var answer = await SendAsync(message, ct);
        if (answer?.RootElement is { } session && Text(session, "id") is { } reference && Text(session, "url") is { } url)
        {
            var expires = session.TryGetProperty("expires_at", out var at) && at.TryGetInt64(out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime
                : request.ExpiresAt;
            return new Checkout(reference, url, expires);
        }

        return Refusal.NotNow("Payments.ProviderDown");
    }

    public async Task<CheckoutState> FindAsync(string reference, CancellationToken ct)
    {
        using var message = Message(HttpMethod.Get, $"v1/checkout/sessions/{Uri.EscapeDataString(reference)}?expand[]=payment_intent");
        using var answer = await SendAsync(message, ct);
        return answer is null ? CheckoutState.Unknown : StateOf(answer.RootElement);
    }

    public async Task<CheckoutState> CloseAsync(string reference, CancellationToken ct)
    {
        using var message = Message(HttpMethod.Post, $"v1/checkout/sessions/{Uri.EscapeDataString(reference)}/expire");
        using var answer = await SendAsync(message, ct);
        return answer is null ? await FindAsync(reference, ct) : StateOf(answer.RootElement);
    }

    public async Task<Result<long>> OwnerAsync(string paymentReference, CancellationToken ct)
    {
        using var message = Message(HttpMethod.Get, $"v1/payment_intents/{Uri.EscapeDataString(paymentReference)}");
        using var answer = await SendAsync(message, ct);
        return answer is null ? Refusal.NotNow("Payments.ProviderDown") : StripeTakenBack.OwnerOf(answer.RootElement) ?? 0;
    }

    public Result<ProviderNotice> Read(string? signature, ReadOnlySpan<byte> body)
    {
        if (!WebhookSignature.IsGood(signature, body, options.Value.Stripe.WebhookSecret, clock.GetUtcNow()))
        {
            return Refusal.Invalid("Payments.BadSignature");
        }

        var reader = new Utf8JsonReader(body);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var kind = Text(root, "type") ?? "";
            if (StripeTakenBack.Of(kind, root) is { } taken)
            {
                return Text(root, "id") is { } event0 ? new ProviderNotice(event0, kind, "", StripeTakenBack.OwnerOf(StripeTakenBack.Object(root)), CheckoutState.Unknown, taken) : Refusal.Invalid("Payments.BadNotice");
            }

            var session = kind.StartsWith("checkout.session.", StringComparison.Ordinal) && root.TryGetProperty("data", out var data)
                && data.TryGetProperty("object", out var found) ? found : default;
            var ours = session.ValueKind == JsonValueKind.Object
                && long.TryParse(Text(session, "client_reference_id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
            var state = kind switch
            {
                "checkout.session.completed" or "checkout.session.async_payment_succeeded" => StateOf(session),
                "checkout.session.async_payment_failed" => CheckoutState.Refused,
                "checkout.session.expired" => CheckoutState.Abandoned,
                _ => CheckoutState.Pending,
            };
            var reference = session.ValueKind == JsonValueKind.Object ? Text(session, "id") ?? "" : "";
            return Text(root, "id") is { } eventId
                ? new ProviderNotice(eventId, kind, reference, ours, state)
                : Refusal.Invalid("Payments.BadNotice");
        }
        catch (JsonException)
        {
            return Refusal.Invalid("Payments.BadNotice");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(CheckoutRequest r, string id)
    {
        yield return new("mode", "payment");
        yield return new("client_reference_id", id);
        yield return new("metadata[online_payment]", id);
        yield return new("payment_intent_data[metadata][online_payment]", id);
        yield return new("payment_intent_data[description]", r.Description);
        yield return new("line_items[0][quantity]", "1");
        yield return new("line_items[0][price_data][currency]", r.Currency.ToLowerInvariant());
        yield return new("line_items[0][price_data][unit_amount]", decimal.ToInt64(r.Amount * 100).ToString(CultureInfo.InvariantCulture));
        yield return new("line_items[0][price_data][product_data][name]", r.Description);
        yield return new("success_url", r.ReturnTo.AbsoluteUri);
        yield return new("cancel_url", r.CancelTo.AbsoluteUri);
        yield return new("expires_at", new DateTimeOffset(r.ExpiresAt, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        yield return new("locale", r.Language switch { "fr-CA" => "fr-CA", "fr-FR" => "fr", _ => "en" });
        if (r.PayerEmail.Length > 0)
        {
            yield return new("customer_email", r.PayerEmail);
        }
    }

    private static CheckoutState StateOf(JsonElement session)
    {
        switch (Text(session, "status"), Text(session, "payment_status"))
        {
            case (_, "paid") when session.TryGetProperty("amount_total", out var cents) && cents.TryGetInt64(out var paid):
                return new CheckoutState(CheckoutOutcome.Succeeded, paid / 100m, (Text(session, "currency") ?? "").ToUpperInvariant());
            case ("expired", _):
                return WasRefused(session) ? CheckoutState.Refused : CheckoutState.Abandoned;
            case ("complete", _):
                return WasRefused(session) ? CheckoutState.Refused : CheckoutState.Processing;
            case ("open", _):
                return CheckoutState.Pending;
            default:
                return CheckoutState.Unknown;
        }
    }

    private static bool WasRefused(JsonElement session) =>
        session.TryGetProperty("payment_intent", out var intent) && intent.ValueKind == JsonValueKind.Object
        && intent.TryGetProperty("last_payment_error", out var error) && error.ValueKind == JsonValueKind.Object;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private HttpRequestMessage Message(HttpMethod method, string path)
    {
        var message = new HttpRequestMessage(method, new Uri(options.Value.Stripe.Api, path));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.Stripe.SecretKey);
        message.Headers.Add("Stripe-Version", ApiVersion);
        return message;
    }

    /// <summary>Null when there is no usable answer; why is in the log.</summary>
    private async Task<JsonDocument?> SendAsync(HttpRequestMessage message, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(TimeSpan.FromSeconds(options.Value.Stripe.TimeoutSeconds));
        try
        {
            using var client = clients.CreateClient(ProviderName);
            using var response = await client.SendAsync(message, timeout.Token);
            if (response.IsSuccessStatusCode)
            {
                return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(timeout.Token), cancellationToken: timeout.Token);
            }

            LogRefused(log, message.Method.Method, (int)response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogUnreachable(log, e, message.Method.Method);
        }

        return null;
    }

    [LoggerMessage(LogLevel.Warning, "The payment provider answered {Status} to a {Method}")]
    private static partial void LogRefused(ILogger logger, string method, int status);

    [LoggerMessage(LogLevel.Warning, "The payment provider gave no usable answer to a {Method}")]
    private static partial void LogUnreachable(ILogger logger, Exception e, string method);
}
