using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Mail.UseCases;

/// <summary>The .eml file of a message that went to the pickup folder. The name comes from the message, never from the caller.</summary>
public sealed class OpenPickupFile(IDbContextFactory<PortalDbContext> contexts, IOptions<MailOptions> options, ICurrentUser user)
{
    public async Task<Result<DocumentFile>> RunAsync(long messageId, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var name = await db.OutgoingMessages.Where(m => m.Id == messageId && (!m.IsConfidential || options.Value.ShowsConfidential)).Select(m => m.MessageId).SingleOrDefaultAsync(ct);
        var path = name is null ? null : Path.Combine(options.Value.PickupFolder, PickupFileName.Of(name));
        return path is null || !File.Exists(path)
            ? Refusal.NotFound
            : new DocumentFile(Path.GetFileName(path), "message/rfc822", await File.ReadAllBytesAsync(path, ct));
    }
}
