using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail.Wire;

namespace Portal.Business.Mail.UseCases;

public sealed record OutboxRun(int Sent, int PutOff, int Failed);

/// <summary>
/// Sends what is due. Each message is leased first, so that several processes share the work; one that died while sending loses its
/// lease, and the message goes out again under the same Message-ID. One message's trouble stops no other.
/// </summary>
public sealed partial class SendOutbox(
    IDbContextFactory<PortalDbContext> contexts, IMailTransport transport, MessageDelivery delivery, IOptions<MailOptions> options,
    ICurrentUser user, TimeProvider clock, ILogger<SendOutbox> logger)
{
    private const int BatchSize = 100;

    public async Task<Result<OutboxRun>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.MailManage))
        {
            return Refusal.Forbidden;
        }

        var seen = new HashSet<long>();
        int sent = 0, putOff = 0, failed = 0;
        var serverTrouble = false;
        while (!serverTrouble && await DueAsync(seen, ct) is { Count: > 0 } due)
        {
            seen.UnionWith(due);
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct }, async (id, token) =>
            {
                if (Volatile.Read(ref serverTrouble))
                {
                    return;
                }

                switch (await delivery.DeliverAsync(contexts, transport, id, token))
                {
                    case { State: MessageState.Sent }:
                        Interlocked.Increment(ref sent);
                        break;
                    case { State: MessageState.Queued } later:
                        Interlocked.Increment(ref putOff);
                        if (later.IsServerTrouble)
                        {
                            Volatile.Write(ref serverTrouble, true);
                        }

                        break;
                    case { State: MessageState.Failed }:
                        Interlocked.Increment(ref failed);
                        break;
                }
            });
        }

        if (sent + putOff + failed > 0)
        {
            LogRun(sent, putOff, failed);
        }

        return new OutboxRun(sent, putOff, failed);
    }

    /// <summary>The next messages that nobody holds, oldest first; those already looked at in this run are left for the next.</summary>
    private async Task<List<long>> DueAsync(HashSet<long> seen, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var due = await db.OutgoingMessages.Where(OutgoingMessage.IsDue(now))
            .OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id).Select(m => m.Id).Take(BatchSize + seen.Count).ToListAsync(ct);
        return [.. due.Where(id => !seen.Contains(id)).Take(BatchSize)];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Outbox: {Sent} sent, {PutOff} put off, {Failed} failed")]
    private partial void LogRun(int sent, int putOff, int failed);
}
