using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.Receivables.Documents;

namespace Portal.Business.Receivables.UseCases;

/// <summary>Stores a statement as it is now and queues the message with it, once per request.</summary>
public sealed partial class SendStatement(
    PortalDbContextFactory contexts, StatementDocuments documents, StatementMail mail, ICurrentUser user, TimeProvider clock, ILogger<SendStatement> log)
{
    /// <param name="RequestKey">Made when the dialog opened, so that a double click sends once.</param>
    /// <param name="Wishes">What the person changed; null sends by rule.</param>
    public sealed record Input(StatementWish Statement, Guid RequestKey, MailWishes? Wishes = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView) || !user.Has(Permissions.InvoicesSend))
        {
            return Refusal.Forbidden;
        }

        var sent = await TryAsync(input, ct);
        if (sent.Refusal is not { Kind: RefusalKind.Conflict })
        {
            return sent;
        }

        // A second click on the same request, or another statement of the client that took the same revision at that moment.
        return await IsQueuedAsync(input, ct) ? Result.Done : await TryAsync(input, ct);
    }

    private async Task<Result> TryAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var read = await StatementReading.ReadAsync(db, input.Statement, clock, ct);
        if (!read.TryGet(out var found))
        {
            return Result.Refused(read.Refusals);
        }

        var wishes = input.Wishes ?? await StatementMail.ProposeAsync(db, found, ct);
        if (wishes.To.Count == 0)
        {
            return Refusal.NotNow("Receivables.NobodyToSendTo", found.Client.Name).On("To");
        }

        if (wishes.Check(StatementMail.Kind) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var file = await documents.RenderAsync(db, found, now, ct);
        var client = found.Client;

        var earlier = await db.StoredDocuments.CountAsync(d => d.SubjectType == nameof(Client) && d.SubjectId == client.Id && d.Kind == DocumentKinds.Statement, ct);
        var document = StoredDocument.Generated(
            SubjectRef.To(client), DocumentKinds.Statement, earlier + 1, file, client.Id, DocumentVisibility.SharedWithClient, now);
        db.StoredDocuments.Add(document);
        mail.Queue(db, found, document, wishes, input.RequestKey);
        db.TimelineEntries.Add(new TimelineEntry(
            client.Id, null, now, user, "Receivables.StatementQueued", nameof(Client), client.Id, found.Statement.Day,
            (found.Statement.Balance, found.Statement.Account.Currency)));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogQueued(log, client.Id, document.Id);
        }

        return saved;
    }

    /// <summary>The same request came before: what it asked for is done.</summary>
    private async Task<bool> IsQueuedAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var key = StatementMail.KeyOf(input.Statement.ClientId, input.RequestKey);
        return await db.OutgoingMessages.AnyAsync(m => m.DedupeKey == key, ct);
    }

    [LoggerMessage(LogLevel.Information, "Statement of client {ClientId} queued as document {DocumentId}")]
    private static partial void LogQueued(ILogger logger, long clientId, long documentId);
}
