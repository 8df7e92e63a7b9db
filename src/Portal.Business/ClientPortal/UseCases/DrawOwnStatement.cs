using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Receivables;
using Portal.Business.Receivables.Documents;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>The statement of one of the user's clients as a PDF: open today, or the movements of a period.</summary>
public sealed class DrawOwnStatement(PortalDbContextFactory contexts, StatementDocuments documents, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result<DocumentFile>> RunAsync(StatementWish input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var read = await StatementReading.ReadAsync(db, input, clock, ct);
        return read.TryGet(out var found)
            ? await documents.RenderAsync(db, found, clock.GetUtcNow().UtcDateTime, ct)
            : Result<DocumentFile>.Refused(read.Refusals);
    }
}
