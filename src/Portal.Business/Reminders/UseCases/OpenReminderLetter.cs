using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Reminders.UseCases;

/// <summary>The letter of a reminder as it was sent.</summary>
public sealed class OpenReminderLetter(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long NoticeId);

    public async Task<Result<DocumentFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var stored = await db.StoredDocuments.AsNoTracking().Include(d => d.Content)
            .SingleOrDefaultAsync(d => d.SubjectType == nameof(ReminderNotice) && d.SubjectId == input.NoticeId && d.Kind == DocumentKinds.ReminderLetter, ct);
        return stored is null ? Refusal.NotFound : new DocumentFile(stored.FileName, stored.ContentType, stored.Content!.Bytes);
    }
}
