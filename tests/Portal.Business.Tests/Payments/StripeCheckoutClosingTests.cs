using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>A card page is closed before another takes its place: what the provider says of it decides whether that is safe.</summary>
public sealed class StripeCheckoutClosingTests : IAsyncDisposable
{
    private const string Expire = "POST /v1/checkout/sessions/cs_1/expire";
    private const string Expired = """{"id":"cs_1","status":"expired","payment_status":"unpaid","payment_intent":null}""";
    private const string Paid = """{"id":"cs_1","status":"complete","payment_status":"paid","amount_total":16097,"currency":"cad"}""";

    private readonly FakeProviderServer server = new();
    private readonly ServiceProvider services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private readonly StripeCheckoutProvider provider;

    public StripeCheckoutClosingTests()
    {
        var options = new PaymentsOptions { Provider = OnlineProvider.Stripe };
        (options.Stripe.SecretKey, options.Stripe.Api, options.Stripe.TimeoutSeconds) = ("sk_test_1", server.Address, 1);
        provider = new StripeCheckoutProvider(
            services.GetRequiredService<IHttpClientFactory>(), Options.Create(options), new TestClock(new DateTime(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc)),
            NullLogger<StripeCheckoutProvider>.Instance);
    }

    [Fact]
    public async Task Close_OfAnOpenPage_ExpiresItAndAsksNothingMore()
    {
        server.Answer = (200, Expired);

        Assert.Equal(CheckoutState.Abandoned, await provider.CloseAsync("cs_1", default));

        var (line, headers, _) = Assert.Single(server.Asked);
        Assert.Equal((Expire, "Bearer sk_test_1"), (line, headers["Authorization"]));
    }

    [Theory]
    [InlineData("complete", Paid, CheckoutOutcome.Succeeded)]
    [InlineData("complete", """{"id":"cs_1","status":"complete","payment_status":"unpaid"}""", CheckoutOutcome.Processing)]
    [InlineData("expired", Expired, CheckoutOutcome.Abandoned)]
    [InlineData("expired", """{"id":"cs_1","status":"expired","payment_status":"unpaid","payment_intent":{"last_payment_error":{"code":"card_declined"}}}""", CheckoutOutcome.Refused)]
    public async Task Close_OfAPageThatIsOver_SaysWhatBecameOfIt(string status, string session, CheckoutOutcome expected)
    {
        var refusal = $$$"""{"error":{"type":"invalid_request_error","message":"Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `{{{status}}}`."}}""";
        server.AnswerTo = line => line == Expire ? (400, refusal) : (200, session);

        var state = await provider.CloseAsync("cs_1", default);

        Assert.Equal((expected, expected == CheckoutOutcome.Succeeded ? 160.97m : 0m), (state.Outcome, state.Amount));
        Assert.Equal([Expire, "GET /v1/checkout/sessions/cs_1?expand[]=payment_intent"], server.Asked.Select(a => Uri.UnescapeDataString(a.Line)));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    public async Task Close_ThatFailsOnTheWay_BelievesWhatTheProviderShowsAfterwards(int status)
    {
        server.AnswerTo = line => line == Expire ? (status, "oops") : (200, """{"id":"cs_1","status":"open","payment_status":"unpaid"}""");
        Assert.Equal(CheckoutState.Pending, await provider.CloseAsync("cs_1", default));

        server.AnswerTo = line => line == Expire ? (status, "oops") : (200, Expired);
        Assert.Equal(CheckoutState.Abandoned, await provider.CloseAsync("cs_1", default));
    }

    [Theory]
    [InlineData(500, "oops")]
    [InlineData(404, """{"error":{"message":"No such checkout.session: 'cs_1'"}}""")]
    [InlineData(200, "not json")]
    [InlineData(0, "")]
    public async Task Close_WithoutAUsableAnswer_IsUnknown(int status, string body)
    {
        server.Answer = (status, body);
        Assert.Equal(CheckoutState.Unknown, await provider.CloseAsync("cs_1", default));
    }

    [Fact]
    public async Task Close_WhenNobodyIsThere_IsUnknown()
    {
        await server.DisposeAsync();
        Assert.Equal(CheckoutState.Unknown, await provider.CloseAsync("cs_1", default));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await services.DisposeAsync();
    }
}
