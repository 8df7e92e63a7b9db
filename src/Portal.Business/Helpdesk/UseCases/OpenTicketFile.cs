using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>The bytes of a file of a ticket, for staff.</summary>
public sealed class OpenTicketFile(PortalDbContextFactory contexts, ICurrentUser user)
{
    public async Task<Result<StoredFile>> RunAsync(long documentId, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var known = await db.StoredDocuments.AnyAsync(d => d.Id == documentId && d.SubjectType == nameof(Ticket), ct);
        return known && await db.OpenFileAsync(documentId, ct) is { } file ? file : Refusal.NotFound;
    }
}
