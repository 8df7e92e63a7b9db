using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments.Online;

namespace Portal.Business.Payments.UseCases;

/// <summary>
/// A payment provider reports. Who it is, is proved by the signature of the message, so there is no permission to ask for; nothing of
/// the message is looked at before.
/// </summary>
public sealed partial class ReceiveProviderNotice(
    DbContextOptions<PortalDbContext> options, TimeProvider clock, PaymentProviders providers, OnlineConclusion conclusion, MoneyTakenBack takenBack, ILogger<ReceiveProviderNotice> log)
{
    /// <param name="Header">Gives a header of the request by its name.</param>
    public sealed record Input(string Provider, Func<string, string?> Header, ReadOnlyMemory<byte> Body);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (providers.Find(input.Provider) is not { } provider)
        {
            return Refusal.NotFound;
        }

        var read = provider.Read(input.Header(provider.SignatureHeader), input.Body.Span);
        if (!read.TryGet(out var notice))
        {
            LogRefused(log, provider.Name, read.Refusal!.Code);
            return Result.Refused(read.Refusals);
        }

        if (notice.Taken is not null)
        {
            return await takenBack.ApplyAsync(provider, notice, ct);
        }

        if (await FindAsync(provider.Name, notice, ct) is not { } online)
        {
            LogStranger(log, provider.Name, notice.Kind, notice.EventId);
            return Result.Done;
        }

        return await conclusion.ApplyAsync(online, notice.Reference, notice.State, ConclusionSource.Webhook, notice, ct);
    }

    private async Task<long?> FindAsync(string provider, ProviderNotice notice, CancellationToken ct)
    {
        await using var db = new PortalDbContext(options, SystemUser.Instance, clock);
        return await db.OnlinePayments
            .Where(p => p.Provider == provider && (p.ProviderReference == notice.Reference || (p.ProviderReference == null && p.Id == notice.OnlinePaymentId)))
            .Select(p => (long?)p.Id).FirstOrDefaultAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "A message in the name of {Provider} was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, string provider, string reason);

    [LoggerMessage(LogLevel.Information, "{Provider} reports {Kind} ({EventId}), which is about no payment of ours")]
    private static partial void LogStranger(ILogger logger, string provider, string kind, string eventId);
}
