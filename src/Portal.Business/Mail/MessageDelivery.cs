using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail.Wire;

namespace Portal.Business.Mail;

internal sealed record Delivered(MessageState State, bool IsServerTrouble);

/// <summary>Takes one message through its sending: lease, bytes, transport, record.</summary>
public sealed partial class MessageDelivery(
    IEnumerable<IMessageFollower> followers, MailKinds kinds, IOptions<MailOptions> options, TimeProvider clock, Steps steps, ILogger<MessageDelivery> logger)
{
    private const int MostLostRaces = 5;

    private static readonly string Node = $"{Environment.MachineName}/{Environment.ProcessId}";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Null when somebody else has the message.</summary>
    internal async Task<Delivered?> DeliverAsync(IDbContextFactory<PortalDbContext> contexts, IMailTransport transport, long id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await LeaseAsync(db, id, ct) is not { } message)
        {
            return null;
        }

        steps.Reached("mail.leased");
        try
        {
            var outcome = await HandOverAsync(db, transport, message, ct);
            if (outcome.Event == MailEventKind.Accepted)
            {
                steps.Reached("mail.accepted");
            }

            var recorded = await RecordAsync(contexts, db, message, outcome);
            steps.Reached("mail.recorded");
            return new Delivered(recorded.State, outcome.IsServerTrouble);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await ReleaseAsync(contexts, message);
            throw;
        }
    }

    /// <summary>Takes the message in one statement that only one process can win; the same on every database.</summary>
    private async Task<OutgoingMessage?> LeaseAsync(PortalDbContext db, long id, CancellationToken ct)
    {
        var now = Now;
        var owner = $"{Node}/{Ids.New():x}";
        var until = now.AddSeconds(options.Value.LeaseSeconds);
        MessageState before;
        await using (var transaction = await db.BeginWriteAsync(ct))
        {
            before = await db.OutgoingMessages.Where(m => m.Id == id).Select(m => m.State).SingleOrDefaultAsync(ct);
            var taken = await db.OutgoingMessages.Where(m => m.Id == id).Where(OutgoingMessage.IsDue(now)).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.State, MessageState.Sending)
                    .SetProperty(m => m.LeaseOwner, owner)
                    .SetProperty(m => m.LeasedUntil, until)
                    .SetProperty(m => m.Attempts, m => m.Attempts + 1)
                    .SetProperty(m => m.Version, m => m.Version + 1),
                ct);
            await transaction.CommitAsync(ct);
            if (taken == 0)
            {
                return null;
            }
        }

        var message = await db.OutgoingMessages.SingleOrDefaultAsync(m => m.Id == id && m.LeaseOwner == owner, ct);
        if (before == MessageState.Sending)
        {
            message?.NoteInterruption(Node, now);
        }

        return message;
    }

    private async Task<MailOutcome> HandOverAsync(PortalDbContext db, IMailTransport transport, OutgoingMessage message, CancellationToken ct)
    {
        if (message.Attempts > OutgoingMessage.MostInterruptions)
        {
            return MailOutcome.Refused($"Interrupted {OutgoingMessage.MostInterruptions} times");
        }

        byte[] content;
        try
        {
            content = MimeMessage.Write(message, await AttachmentsAsync(db, message, ct), message.IsWritten || kinds.Find(message.Kind) is { IsWritten: true });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnwritable(e, message.Id);
            return MailOutcome.Refused($"The message could not be written: {e.Message}");
        }

        steps.Reached("mail.written");
        var envelope = new MailEnvelope(message.MessageId, message.FromAddress, [.. message.Pending.Select(r => r.Address)], content);
        try
        {
            return await transport.SendAsync(envelope, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogTransportFault(e, message.Id);
            return MailOutcome.Later($"{e.GetType().Name}: {e.Message}");
        }
    }

    private static async Task<List<DocumentFile>> AttachmentsAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        var files = new List<DocumentFile>();
        foreach (var attachment in message.Attachments)
        {
            var bytes = attachment.Content
                ?? await db.DocumentContents.Where(c => c.Id == attachment.DocumentId).Select(c => c.Bytes).SingleOrDefaultAsync(ct)
                ?? throw new InvalidOperationException($"the document {attachment.DocumentId} is gone");
            files.Add(new DocumentFile(attachment.FileName, attachment.ContentType, bytes));
        }

        return files;
    }

    /// <summary>
    /// Records what came of it whatever else happens: a follower that fails, or a row that somebody changed meanwhile, must not make
    /// an accepted message go out a second time. A lost race is tried again with fresh data; not cancellable for the same reason.
    /// </summary>
    private async Task<OutgoingMessage> RecordAsync(
        IDbContextFactory<PortalDbContext> contexts, PortalDbContext db, OutgoingMessage message, MailOutcome outcome)
    {
        var owner = message.LeaseOwner;
        try
        {
            return await RecordOnceAsync(db, message, outcome);
        }
        catch (Exception e)
        {
            var fault = e;
            for (var attempt = 1; fault is DbUpdateConcurrencyException && attempt <= MostLostRaces; attempt++)
            {
                try
                {
                    return await RecordFreshAsync(contexts, message, owner, outcome, withFollowers: true);
                }
                catch (Exception next)
                {
                    fault = next;
                }
            }

            LogRecordedAlone(fault, message.Id, outcome.Event);
            return await RecordFreshAsync(contexts, message, owner, outcome, withFollowers: false);
        }
    }

    private async Task<OutgoingMessage> RecordFreshAsync(
        IDbContextFactory<PortalDbContext> contexts, OutgoingMessage message, string owner, MailOutcome outcome, bool withFollowers)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var current = await db.OutgoingMessages.SingleAsync(m => m.Id == message.Id);
        return outcome.Event == MailEventKind.Accepted || current.LeaseOwner == owner
            ? await RecordOnceAsync(db, current, outcome, withFollowers)
            : current;
    }

    private async Task<OutgoingMessage> RecordOnceAsync(PortalDbContext db, OutgoingMessage message, MailOutcome outcome, bool withFollowers = true)
    {
        message.Settle(outcome, options.Value.ShowsConfidential, Node, Now);
        if (withFollowers && message.State is MessageState.Sent or MessageState.Failed)
        {
            foreach (var follower in followers.Where(f => f.Kinds.Contains(message.Kind)))
            {
                await (message.State == MessageState.Sent
                    ? follower.AcceptedAsync(db, message, CancellationToken.None)
                    : follower.GivenUpAsync(db, message, CancellationToken.None));
            }
        }

        await db.SaveChangesAsync(CancellationToken.None);
        return message;
    }

    /// <summary>The process is asked to stop: the message is free again at once.</summary>
    private async Task ReleaseAsync(IDbContextFactory<PortalDbContext> contexts, OutgoingMessage message)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.BeginWriteAsync(CancellationToken.None);
        await db.OutgoingMessages.Where(m => m.Id == message.Id && m.LeaseOwner == message.LeaseOwner).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.State, MessageState.Queued)
            .SetProperty(m => m.LeaseOwner, "")
            .SetProperty(m => m.LeasedUntil, (DateTime?)null)
            .SetProperty(m => m.Attempts, m => m.Attempts - 1)
            .SetProperty(m => m.Version, m => m.Version + 1));
        await transaction.CommitAsync(CancellationToken.None);
        LogReleased(message.Id);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} could not be written")]
    private partial void LogUnwritable(Exception e, long messageId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The transport failed on message {MessageId}")]
    private partial void LogTransportFault(Exception e, long messageId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} is {Outcome}, but could not be recorded with its followers; recorded alone")]
    private partial void LogRecordedAlone(Exception e, long messageId, MailEventKind outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "Message {MessageId} was given back unsent because the process stops")]
    private partial void LogReleased(long messageId);
}
