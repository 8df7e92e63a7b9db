using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>The provider against a server in this process that answers as the real one documents it.</summary>
public sealed class StripeCheckoutProviderTests : IAsyncDisposable
{
    private readonly TestClock clock = new(new DateTime(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc));
    private readonly FakeProviderServer server = new();
    private readonly ServiceProvider services;
    private readonly StripeCheckoutProvider provider;

    public StripeCheckoutProviderTests()
    {
        services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        var options = new PaymentsOptions { Provider = OnlineProvider.Stripe };
        (options.Stripe.SecretKey, options.Stripe.WebhookSecret, options.Stripe.Api, options.Stripe.TimeoutSeconds) = ("sk_test_1", "whsec_1", server.Address, 2);
        provider = new StripeCheckoutProvider(
            services.GetRequiredService<IHttpClientFactory>(), Options.Create(options), clock, NullLogger<StripeCheckoutProvider>.Instance);
    }

    private CheckoutRequest Request => new(
        42, 160.97m, "CAD", "Facture F-000012", "fr-CA", "compta@nord.example", new Uri("https://portal.example/back"),
        new Uri("https://portal.example/back?cancelled=true"), new DateTime(2026, 3, 2, 16, 0, 0, DateTimeKind.Utc));

    [Fact]
    public async Task Start_SendsAFormWithCentsAndAnIdempotencyKey()
    {
        server.Answer = (200, """{"id":"cs_1","url":"https://pay.example/cs_1","expires_at":1772467200}""");

        var started = await provider.StartAsync(Request, default);

        Assert.Equal(new Checkout("cs_1", "https://pay.example/cs_1", new DateTime(2026, 3, 2, 16, 0, 0, DateTimeKind.Utc)), started.Value);
        var (line, headers, body) = server.Last;
        Assert.Equal("POST /v1/checkout/sessions", line);
        Assert.Equal("Bearer sk_test_1", headers["Authorization"]);
        Assert.Equal("checkout-42", headers["Idempotency-Key"]);
        var form = body.Split('&').Select(p => p.Split('=')).ToDictionary(p => WebUtility.UrlDecode(p[0]), p => WebUtility.UrlDecode(p[1]));
        Assert.Equal("16097", form["line_items[0][price_data][unit_amount]"]);
        Assert.Equal("cad", form["line_items[0][price_data][currency]"]);
        Assert.Equal("42", form["client_reference_id"]);
        Assert.Equal("1772467200", form["expires_at"]);
        Assert.Equal("https://portal.example/back?cancelled=true", form["cancel_url"]);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Invalid API Key"}}""")]
    [InlineData(500, "oops")]
    [InlineData(200, "not json")]
    [InlineData(200, "{}")]
    public async Task Start_WhenTheServerRefuses_SaysThatNothingWasCharged(int status, string body)
    {
        server.Answer = (status, body);
        Assert.Equal("Payments.ProviderDown", (await provider.StartAsync(Request, default)).Refusal?.Code);
        Assert.Equal(CheckoutState.Unknown, await provider.FindAsync("cs_1", default));
    }

    [Fact]
    public async Task Find_WhenTheServerHangs_IsUnknown()
    {
        server.Answer = (0, "");
        Assert.Equal(CheckoutState.Unknown, await provider.FindAsync("cs_1", default));
    }

    [Theory]
    [InlineData("""{"id":"cs_1","status":"complete","payment_status":"paid","amount_total":16097,"currency":"cad"}""", CheckoutOutcome.Succeeded)]
    [InlineData("""{"id":"cs_1","status":"complete","payment_status":"unpaid"}""", CheckoutOutcome.Processing)]
    [InlineData("""{"id":"cs_1","status":"open","payment_status":"unpaid","payment_intent":null}""", CheckoutOutcome.Pending)]
    [InlineData("""{"id":"cs_1","status":"expired","payment_status":"unpaid"}""", CheckoutOutcome.Abandoned)]
    [InlineData("""{"id":"cs_1","status":"expired","payment_status":"unpaid","payment_intent":{"last_payment_error":{"code":"card_declined"}}}""", CheckoutOutcome.Refused)]
    public async Task Find_ReadsTheSession(string session, CheckoutOutcome expected)
    {
        server.Answer = (200, session);
        var state = await provider.FindAsync("cs_1", default);
        Assert.Equal(expected, state.Outcome);
        Assert.Equal(expected == CheckoutOutcome.Succeeded ? (160.97m, "CAD") : (0m, ""), (state.Amount, state.Currency));
        Assert.Equal("GET /v1/checkout/sessions/cs_1?expand[]=payment_intent", WebUtility.UrlDecode(server.Last.Line));
    }

    [Fact]
    public void Read_OfASignedEvent_GivesSessionAndAmount()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"id":"evt_1","type":"checkout.session.completed","data":{"object":{"id":"cs_1","client_reference_id":"42","status":"complete","payment_status":"paid","amount_total":16097,"currency":"cad"}}}""");
        var good = WebhookSignature.Sign(body, "whsec_1", clock.GetUtcNow());

        Assert.Equal(
            new ProviderNotice("evt_1", "checkout.session.completed", "cs_1", 42, new CheckoutState(CheckoutOutcome.Succeeded, 160.97m, "CAD")),
            provider.Read(good, body).Value);
        Assert.True(provider.Read(good.Replace("v1=", "v1=00,v1=", StringComparison.Ordinal), body).Succeeded);
        Assert.Equal("Payments.BadSignature", provider.Read(good.Replace("t=", "t=1", StringComparison.Ordinal), body).Refusal?.Code);
        Assert.Equal("Payments.BadSignature", provider.Read(null, body).Refusal?.Code);
    }

    [Fact]
    public void Read_OfAnotherKindOfEvent_SaysNothingAboutAnOutcome()
    {
        var body = Encoding.UTF8.GetBytes("""{"id":"evt_2","type":"charge.updated","data":{"object":{"id":"ch_1"}}}""");
        var notice = provider.Read(WebhookSignature.Sign(body, "whsec_1", clock.GetUtcNow()), body).Value;
        Assert.Equal((CheckoutOutcome.Pending, ""), (notice.State.Outcome, notice.Reference));
    }

    [Theory]
    [InlineData("charge.dispute.created", """{"id":"dp_1","payment_intent":"pi_1","amount":16097,"currency":"cad","reason":"fraudulent","status":"needs_response"}""", TakenBackKind.ChargedBack, null)]
    [InlineData("charge.dispute.created", """{"id":"dp_1","payment_intent":"pi_1","amount":16097,"currency":"cad","reason":"fraudulent","status":"warning_needs_response"}""", TakenBackKind.Questioned, null)]
    [InlineData("charge.dispute.funds_withdrawn", """{"id":"dp_1","payment_intent":"pi_1","amount":16097,"currency":"cad","reason":"fraudulent"}""", TakenBackKind.ChargedBack, null)]
    [InlineData("charge.dispute.funds_reinstated", """{"id":"dp_1","payment_intent":"pi_1","amount":16097,"currency":"cad","reason":"fraudulent"}""", TakenBackKind.Reinstated, null)]
    [InlineData("charge.refunded", """{"id":"ch_1","payment_intent":"pi_1","amount":99999,"amount_refunded":16097,"currency":"cad","metadata":{"online_payment":"42"}}""", TakenBackKind.Refunded, 42L)]
    public void Read_OfADisputeOrRefund_SaysWhatWasTaken(string type, string about, TakenBackKind expected, long? owner)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"id":"evt_3","type":"{{{type}}}","data":{"object":{{{about}}}}}""");
        var notice = provider.Read(WebhookSignature.Sign(body, "whsec_1", clock.GetUtcNow()), body).Value;

        Assert.Equal(new TakenBack(expected, 160.97m, "CAD", expected == TakenBackKind.Refunded ? "" : "fraudulent", "pi_1"), notice.Taken);
        Assert.Equal(("evt_3", owner, CheckoutOutcome.Unknown), (notice.EventId, notice.OnlinePaymentId, notice.State.Outcome));
        Assert.Equal("Payments.BadSignature", provider.Read(WebhookSignature.Sign(body, "whsec_2", clock.GetUtcNow()), body).Refusal?.Code);
    }

    [Theory]
    [InlineData("charge.dispute.funds_withdrawn", """[{"amount":-16097,"fee":1500,"currency":"cad"}]""", 15.0)]
    [InlineData("charge.dispute.funds_reinstated", """[{"amount":-16097,"fee":1500,"currency":"cad"},{"amount":16097,"fee":-1500,"currency":"cad"}]""", 0.0)]
    [InlineData("charge.dispute.created", "[]", null)]
    [InlineData("charge.dispute.created", """[{"fee":1500,"currency":"cad"},{"fee":1500,"currency":"eur"}]""", null)]
    public void Read_OfADispute_SaysWhatTheProviderTookForIt(string type, string movements, double? fee)
    {
        var about = $$$"""{"payment_intent":"pi_1","amount":16097,"currency":"cad","balance_transactions":{{{movements}}} }""";
        var body = Encoding.UTF8.GetBytes($$$"""{"id":"evt_4","type":"{{{type}}}","data":{"object":{{{about}}} } }""");

        var taken = provider.Read(WebhookSignature.Sign(body, "whsec_1", clock.GetUtcNow()), body).Value.Taken!;

        Assert.Equal(fee is null ? null : new DisputeFee((decimal)fee, "CAD"), taken.Fee);
    }

    [Fact]
    public async Task Owner_OfAPayment_IsReadFromTheProvider()
    {
        server.Answer = (200, """{"id":"pi_1","metadata":{"online_payment":"42"}}""");
        Assert.Equal(42, (await provider.OwnerAsync("pi_1", default)).Value);
        Assert.Equal("GET /v1/payment_intents/pi_1", server.Last.Line);
        server.Answer = (200, """{"id":"pi_1","metadata":{}}""");
        Assert.Equal(0, (await provider.OwnerAsync("pi_1", default)).Value);
        server.Answer = (500, "oops");
        Assert.Equal("Payments.ProviderDown", (await provider.OwnerAsync("pi_1", default)).Refusal?.Code);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await services.DisposeAsync();
    }
}
