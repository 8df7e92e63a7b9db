using System.Security.Cryptography;
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
    public async Task<Result<StoredFile>> RunAsync(AttachmentOfMessage input, CancellationToken ct)
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

        var (name, type) = (attachment.FileName, attachment.ContentType);
        return attachment.Content is { } own
            ? new StoredFile(name, type, own.Length, Convert.ToHexStringLower(SHA256.HashData(own)), message.CreatedAt, new MemoryStream(own, writable: false))
            : await db.OpenFileAsync(attachment.DocumentId, ct) is { } file ? file with { Name = name, ContentType = type } : Refusal.NotFound;
    }
}
