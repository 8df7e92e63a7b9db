using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Shows a ticket's file to the client, or hides it again.</summary>
public sealed class ShareTicketFile(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long DocumentId, bool Shared);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.StoredDocuments.SingleOrDefaultAsync(d => d.Id == input.DocumentId && d.SubjectType == nameof(Ticket) && d.RemovedAt == null, ct) is not { } document)
        {
            return Refusal.NotFound;
        }

        document.Share(input.Shared);

        return await db.TrySaveAsync(ct);
    }
}
