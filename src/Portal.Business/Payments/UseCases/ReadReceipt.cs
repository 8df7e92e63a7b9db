using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Payments.UseCases;

/// <summary>The stored receipt of a payment.</summary>
public sealed class ReadReceipt(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result<DocumentFile>> RunAsync(long paymentId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.StoredDocuments.AsNoTracking()
            .Where(d => d.SubjectType == nameof(Payment) && d.SubjectId == paymentId && d.Kind == DocumentKinds.Receipt)
            .OrderByDescending(d => d.Revision)
            .Select(d => new DocumentFile(d.FileName, d.ContentType, d.Content!.Bytes)).FirstOrDefaultAsync(ct) is { } file
            ? file
            : Refusal.NotFound;
    }
}
