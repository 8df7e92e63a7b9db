using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Mail.UseCases;

/// <param name="Number">0 is the first attachment.</param>
public sealed record AttachmentOfMessage(long MessageId, int Number);

/// <summary>The bytes of an attachment, as the recipients get them.</summary>
public sealed class OpenAttachment(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result<DocumentFile>> RunAsync(AttachmentOfMessage input, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var message = await db.OutgoingMessages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == input.MessageId, ct);
        if (message?.Attachments.ElementAtOrDefault(input.Number) is not { } attachment || message.IsConfidential)
        {
            return Refusal.NotFound;
        }

        var bytes = attachment.Content
            ?? await db.DocumentContents.Where(c => c.Id == attachment.DocumentId).Select(c => c.Bytes).SingleOrDefaultAsync(ct);
        return bytes is null ? Refusal.NotFound : new DocumentFile(attachment.FileName, attachment.ContentType, bytes);
    }
}
