using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Mail.Sms;

/// <summary>Scheduled: hands over the text messages that are due. Each is leased first, so that several processes share the work; what came of it stands on the timeline.</summary>
public sealed partial class SendTextMessages(PortalDbContextFactory contexts, SmsGateways gateways, ICurrentUser user, TimeProvider clock, ILogger<SendTextMessages> log)
{
    private const int BatchSize = 100;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    public sealed record Run(int Sent, int PutOff, int Failed);

    public async Task<Result<Run>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.MailManage))
        {
            return Refusal.Forbidden;
        }

        var counts = new Dictionary<TextMessageState, int>();
        if (gateways.Active is { } gateway)
        {
            List<long> due;
            await using (var db = contexts.CreateDbContext())
            {
                due = await db.TextMessages.Where(TextMessage.IsDue(clock.GetUtcNow().UtcDateTime)).OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id).Select(m => m.Id).Take(BatchSize).ToListAsync(ct);
            }

            foreach (var id in due)
            {
                if (await SendAsync(gateway, id, ct) is { } state)
                {
                    counts[state] = counts.GetValueOrDefault(state) + 1;
                }
            }
        }

        return new Run(counts.GetValueOrDefault(TextMessageState.Sent), counts.GetValueOrDefault(TextMessageState.Queued), counts.GetValueOrDefault(TextMessageState.Failed));
    }

    /// <summary>Null where another process has it.</summary>
    private async Task<TextMessageState?> SendAsync(ISmsGateway gateway, long id, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var message = await db.TextMessages.Where(TextMessage.IsDue(clock.GetUtcNow().UtcDateTime)).SingleOrDefaultAsync(m => m.Id == id, ct);
        if (message is null)
        {
            return null;
        }

        message.Lease(clock.GetUtcNow().UtcDateTime + LeaseTime);
        if (!(await db.TrySaveAsync(ct)).Succeeded)
        {
            return null;
        }

        // Not cancellable from here on: what the gateway has taken must be recorded as taken, or it goes out again.
        var answer = await gateway.SendAsync(message.Number, message.Text, $"sms:{message.Id}", CancellationToken.None);
        var now = clock.GetUtcNow().UtcDateTime;
        message.Settle(answer, now);
        if (message.State is TextMessageState.Sent or TextMessageState.Failed)
        {
            db.TimelineEntries.Add(new TimelineEntry(
                message.ClientId, message.JobId, now, user, message.State == TextMessageState.Sent ? "Mail.TextSent" : "Mail.TextNotSent", message.AboutType, message.AboutId,
                message.Name, message.Number, message.LastAnswer));
        }

        LogAttempt(log, message.Id, message.State);
        await db.SaveChangesAsync(CancellationToken.None);
        return message.State;
    }

    [LoggerMessage(LogLevel.Information, "Text message {MessageId} is {State}")]
    private static partial void LogAttempt(ILogger logger, long messageId, TextMessageState state);
}
