using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.Receivables;
using Portal.Business.Receivables.Documents;
using Portal.Business.Receivables.UseCases;
using Portal.Business.Reminders.Documents;

namespace Portal.Business.Reminders;

/// <summary>
/// Writes a reminder, its letter and its message in one save. Who comes second finds the invoice reminded at that level: the database refuses,
/// and nothing of it is sent. Whoever calls has checked the permission.
/// </summary>
public sealed partial class ReminderSending(
    Outbox outbox, ReminderLetters letters, StatementDocuments statements, Steps steps, TimeProvider clock, ILogger<ReminderSending> log)
{
    /// <param name="wishes">What a person changed; null sends by rule, and holds the message for a person where nobody is to receive it.</param>
    internal async Task<Result<long>> SendAsync(PortalDbContext db, ICurrentUser actor, ReminderDraft draft, MailWishes? wishes, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var said = wishes ?? await ReminderMail.ProposeAsync(db, draft, ct);
        var notice = new ReminderNotice(draft, actor, now);
        var letter = StoredDocument.Generated(
            SubjectRef.To(notice), DocumentKinds.ReminderLetter, 1, await letters.RenderAsync(db, draft, said, now, ct), draft.Client.Id, DocumentVisibility.SharedWithClient, now);
        db.StoredDocuments.Add(letter);
        var message = outbox.Add(db, new NewMessage(ReminderMail.Kinds[draft.Level.Tone].Name, ReminderMail.Compose(draft, said))
        {
            About = SubjectRef.To(notice),
            ClientId = draft.Client.Id,
            LegalEntityId = draft.Entity.Id,
            From = Outbox.SenderOf(draft.Entity),
            To = said.To,
            Cc = said.Cc,
            Attachments = [.. await AttachmentsAsync(db, draft, letter, now, ct)],
            IsWritten = actor.UserId is not null,
            DedupeKey = $"reminder:{notice.Id}",
        });
        notice.Carry(message, letter.Id);
        db.ReminderNotices.Add(notice);
        foreach (var claim in draft.Claims)
        {
            db.TimelineEntries.Add(new TimelineEntry(
                draft.Client.Id, null, now, actor, "Reminders.Reminded", nameof(Invoice), claim.InvoiceId, draft.Level.Number, claim.Number, (claim.Sum, draft.Currency)));
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { } lost)
        {
            return lost;
        }

        steps.Reached("reminders.saved");
        LogReminded(log, draft.Client.Id, draft.Level.Number, draft.Claims.Count, notice.Id);
        return notice.Id;
    }

    private async Task<List<MailAttachment>> AttachmentsAsync(PortalDbContext db, ReminderDraft draft, StoredDocument letter, DateTime now, CancellationToken ct)
    {
        var files = new List<MailAttachment>();
        if (draft.Level.AttachesLetter)
        {
            files.Add(MailAttachment.Of(letter));
        }

        if (draft.Level.AttachesStatement
            && (await StatementReading.ReadAsync(db, new StatementWish(draft.Client.Id, draft.Entity.Id, draft.Currency, draft.Today), clock, ct)).TryGet(out var found))
        {
            var file = await statements.RenderAsync(db, found, now, ct);
            var earlier = await db.StoredDocuments.CountAsync(
                d => d.SubjectType == nameof(Client) && d.SubjectId == draft.Client.Id && d.Kind == DocumentKinds.Statement, ct);
            var statement = StoredDocument.Generated(
                SubjectRef.To(draft.Client), DocumentKinds.Statement, earlier + 1, file, draft.Client.Id, DocumentVisibility.SharedWithClient, now);
            db.StoredDocuments.Add(statement);
            files.Add(MailAttachment.Of(statement));
        }

        if (draft.Level.AttachesInvoices)
        {
            var ids = draft.Claims.Select(c => c.InvoiceId).ToList();
            var invoices = await db.StoredDocuments.AsNoTracking()
                .Where(d => d.SubjectType == nameof(Invoice) && ids.Contains(d.SubjectId) && d.Kind == DocumentKinds.Invoice).ToListAsync(ct);
            files.AddRange(invoices.OrderBy(d => ids.IndexOf(d.SubjectId)).Select(MailAttachment.Of));
        }

        return files;
    }

    [LoggerMessage(LogLevel.Information, "Client {ClientId} reminded at level {Level} of {Invoices} invoices by notice {NoticeId}")]
    private static partial void LogReminded(ILogger logger, long clientId, int level, int invoices, long noticeId);
}
