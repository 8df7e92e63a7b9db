using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <param name="HtmlBody">Null where staff may not read it, or where it was erased.</param>
public sealed record MessageView(
    long Id, string Kind, MessageState State, string? Attention, string From, string? ReplyTo, IReadOnlyList<MailRecipient> Recipients,
    string Subject, string? HtmlBody, string? TextBody, bool IsConfidential, IReadOnlyList<AttachmentView> Attachments, SubjectRef? About,
    string MessageId, DateTime CreatedAt, DateTime PlannedAt, DateTime NextAttemptAt, DateTime? SentAt, int Attempts,
    IReadOnlyList<EventView> Events, bool CanSendNow, bool CanCancel, bool CanCorrect, bool CanDismiss)
{
    public string Addresses(RecipientRole role) =>
        MailContacts.Write(Recipients.Where(r => r.Role == role).Select(r => new MailContact(r.Address, r.Name)));
}

public sealed record AttachmentView(int Number, string FileName, string ContentType, long? DocumentId);

public sealed record EventView(DateTime At, MailEventKind Kind, string Answer, string By);

/// <summary>One message with everything that happened to it.</summary>
public sealed class ShowMessage(IDbContextFactory<PortalDbContext> contexts, IOptions<MailOptions> options, ICurrentUser user)
{
    public async Task<Result<MessageView>> RunAsync(long messageId, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.OutgoingMessages.AsNoTracking().Include(m => m.Events).SingleOrDefaultAsync(m => m.Id == messageId, ct);
        if (found is not { } m)
        {
            return Refusal.NotFound;
        }

        var isReadable = (!m.IsConfidential || options.Value.ShowsConfidential) && m.HtmlBody.Length > 0;
        var mayManage = user.Has(Permissions.MailManage);
        return new MessageView(
            m.Id, m.Kind, m.State, m.Attention, MailContacts.Write([new MailContact(m.FromAddress, m.FromName)]),
            m.ReplyToAddress is { } replyTo ? MailContacts.Write([new MailContact(replyTo, m.ReplyToName)]) : null,
            m.Recipients, m.Subject, isReadable ? m.HtmlBody : null, isReadable ? m.TextBody : null, m.IsConfidential,
            [.. m.Attachments.Select((a, i) => new AttachmentView(i, a.FileName, a.ContentType, a.DocumentId))], m.About,
            m.MessageId, m.CreatedAt, m.PlannedAt, m.NextAttemptAt, m.SentAt, m.Attempts,
            [.. m.Events.OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => new EventView(e.At, e.Kind, e.Answer, e.By))],
            mayManage && m.CanSendNow, mayManage && m.CanCancel, mayManage && m.CanCorrect && !m.IsForOnePerson, mayManage && m.CanDismiss);
    }
}
