using System.Threading.Channels;
using Portal.Business.Payments.Online;

namespace Portal.Web.Payments.Practice;

/// <summary>A message that the practice provider owes us.</summary>
/// <param name="Site">Address of the portal.</param>
/// <param name="Taken">That the payment was taken back so; null: what became of the page.</param>
public sealed record PracticeWebhook(PracticeCheckout Checkout, Uri Site, TimeSpan Delay, int Times = 1, TakenBackKind? Taken = null);

/// <summary>Sends the practice provider's webhooks over the network, as a real provider would.</summary>
public sealed partial class PracticeWebhooks(
    PracticeDesk desk, IHttpClientFactory clients, TimeProvider clock, ILogger<PracticeWebhooks> log) : BackgroundService
{
    private readonly Channel<PracticeWebhook> owed = Channel.CreateBounded<PracticeWebhook>(1000);

    public void Owe(PracticeWebhook webhook) => owed.Writer.TryWrite(webhook);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var webhook in owed.Reader.ReadAllAsync(stoppingToken))
        {
            _ = SendAsync(webhook, stoppingToken);
        }
    }

    private async Task SendAsync(PracticeWebhook webhook, CancellationToken ct)
    {
        try
        {
            await Task.Delay(webhook.Delay, clock, ct);
            await Task.WhenAll(Enumerable.Range(0, webhook.Times).Select(_ => PostAsync(webhook, ct)));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            LogNotSent(log, e, webhook.Checkout.Reference);
        }
    }

    private async Task PostAsync(PracticeWebhook webhook, CancellationToken ct)
    {
        var body = webhook.Taken is { } kind ? PracticeProvider.Notice(webhook.Checkout, kind) : PracticeProvider.Notice(webhook.Checkout);
        using var client = clients.CreateClient(PracticeProvider.ProviderName);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(webhook.Site, PaymentWebhooks.Path + PracticeProvider.ProviderName))
        {
            Content = new ByteArrayContent(body),
        };
        message.Headers.Add(PracticeProvider.Header, WebhookSignature.Sign(body, desk.Secret, clock.GetUtcNow()));
        using var response = await client.SendAsync(message, ct);
        LogSent(log, webhook.Checkout.Reference, (int)response.StatusCode);
    }

    [LoggerMessage(LogLevel.Information, "Practice webhook of {Reference} answered with {Status}")]
    private static partial void LogSent(ILogger logger, string reference, int status);

    [LoggerMessage(LogLevel.Warning, "Practice webhook of {Reference} could not be sent")]
    private static partial void LogNotSent(ILogger logger, Exception e, string reference);
}

public static class PracticeSetup
{
    public static void AddPracticeWebhooks(this IServiceCollection services)
    {
        services.AddHttpClient(PracticeProvider.ProviderName);
        services.AddSingleton<PracticeWebhooks>();
        services.AddHostedService(provider => provider.GetRequiredService<PracticeWebhooks>());
    }
}
