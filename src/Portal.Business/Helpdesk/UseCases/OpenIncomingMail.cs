using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>A mail as it came, as long as it is kept.</summary>
public sealed class OpenIncomingMail(PortalDbContextFactory contexts, ICurrentUser user)
{
    public async Task<Result<DocumentFile>> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.IncomingMailSources.AsNoTracking().SingleOrDefaultAsync(s => s.IncomingMailId == id, ct) is { } source
            ? new DocumentFile($"mail-{id:x}.eml", "message/rfc822", source.Bytes)
            : Refusal.NotFound;
    }
}
