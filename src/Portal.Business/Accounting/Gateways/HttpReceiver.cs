using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Portal.Business.Payments.Online;

namespace Portal.Business.Accounting.Gateways;

/// <summary>
/// Sends an entry as JSON to the configured receiver: "Idempotency-Key" names it, "Portal-Signature" is the HMAC-SHA256 of the time and
/// the body, as <see cref="WebhookSignature"/> writes it. Any answer of 200 to 299 means that it was taken; a redirection does not.
/// </summary>
public sealed class HttpReceiver(
    IHttpClientFactory clients, IOptions<AccountingOptions> options, IStringLocalizer<AccountingText> texts, TimeProvider clock) : IAccountingGateway
{
    public const string ClientName = "accounting";
    public const string SignatureHeader = "Portal-Signature";

    private const int AnswerKept = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public HandOverForm Form => HandOverForm.Http;

    public async Task<GatewayAnswer> HandOverAsync(JournalPiece piece, CancellationToken ct)
    {
        var receiver = options.Value.Receiver;
        if (receiver.Address is null)
        {
            return new GatewayAnswer(false, texts["NoReceiver"]);
        }

        var body = Body(piece);
        using var message = new HttpRequestMessage(HttpMethod.Post, receiver.Address);
        message.Content = new ByteArrayContent(body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        message.Headers.Add("Idempotency-Key", piece.Key);
        message.Headers.Add(SignatureHeader, WebhookSignature.Sign(body, receiver.Secret, clock.GetUtcNow()));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return new GatewayAnswer(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await StartOfAsync(answer, patience.Token)}".TrimEnd());
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new GatewayAnswer(false, e is OperationCanceledException ? texts["NoAnswer"] : e.Message);
        }
    }

    private static byte[] Body(JournalPiece piece) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            piece.Key,
            piece.LegalEntity,
            Journal = new { Code = piece.JournalCode, Name = piece.JournalName },
            Date = piece.BookedOn,
            Document = piece.Number,
            piece.Label,
            piece.Currency,
            piece.DocumentCurrency,
            piece.EntryNumber,
            piece.ValidatedOn,
            Lines = piece.Lines.Select(l => new
            {
                l.Account,
                l.AccountName,
                Client = l.ClientId?.ToString(CultureInfo.InvariantCulture),
                ClientName = l.ClientId is null ? null : l.ClientName,
                l.Debit,
                l.Credit,
                l.InDocument,
            }),
        },
        JsonSerializerOptions.Web);

    /// <summary>However much a receiver says, only the start of it is read.</summary>
    private static async Task<string> StartOfAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        var start = new byte[AnswerKept];
        var read = await stream.ReadAtLeastAsync(start, AnswerKept, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(start, 0, read).ReplaceLineEndings(" ").Trim();
    }
}
