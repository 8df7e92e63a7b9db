using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;

namespace Portal.Business.Mail.Sms;

/// <summary>
/// Sends as JSON {to, from, text} to the configured address, with the secret as bearer token and "Idempotency-Key" naming the message. 200 to 299 means
/// taken; 408, 425, 429, 500 and more, or no answer, mean later; anything else means never.
/// </summary>
public sealed class HttpSms(IHttpClientFactory clients, IOptions<SmsOptions> options) : ISmsGateway
{
    public const string ClientName = "sms";

    private const int AnswerKept = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public SmsDelivery Delivery => SmsDelivery.Http;

    public async Task<SmsAnswer> SendAsync(string number, string text, string key, CancellationToken ct)
    {
        if (options.Value.Address is not { } address)
        {
            return new SmsAnswer(SmsOutcome.Deferred, "Sms:Address is not set");
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, address);
        message.Content = JsonContent.Create(new { to = number, from = options.Value.From, text });
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.Secret);
        message.Headers.Add("Idempotency-Key", key);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(ClientName);
            client.MaxResponseContentBufferSize = 64 * 1024;
            using var answer = await client.SendAsync(message, patience.Token);
            var said = await answer.Content.ReadAsStringAsync(patience.Token);
            return new SmsAnswer(OutcomeOf(answer.StatusCode), $"{(int)answer.StatusCode} {(said.Length > AnswerKept ? said[..AnswerKept] : said)}".TrimEnd());
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new SmsAnswer(SmsOutcome.Deferred, e is OperationCanceledException ? "no answer" : e.Message);
        }
    }

    private static SmsOutcome OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => SmsOutcome.Accepted,
        408 or 425 or 429 or >= 500 => SmsOutcome.Deferred,
        _ => SmsOutcome.Refused,
    };
}
