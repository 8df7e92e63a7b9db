using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Receivables.Documents;

namespace Portal.Business.Receivables.UseCases;

/// <summary>A statement as a PDF in the client's language.</summary>
public sealed class DrawStatement(PortalDbContextFactory contexts, StatementDocuments documents, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result<DocumentFile>> RunAsync(StatementWish input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
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
