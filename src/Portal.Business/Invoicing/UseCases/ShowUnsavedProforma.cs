using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What the person typed on a proforma the last time and did not save.</summary>
public sealed class ShowUnsavedProforma(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long InvoiceId);

    /// <param name="BaseVersion">The version of the proforma that they changed.</param>
    public sealed record Unsaved(int BaseVersion, string Content, DateTime ChangedAt);

    /// <returns>Null when nothing is left unsaved.</returns>
    public async Task<Result<Unsaved?>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit) || user.UserId is not { } userId)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.UnsavedProformas.AsNoTracking()
            .Where(u => u.InvoiceId == input.InvoiceId && u.UserId == userId && db.Invoices.Any(i => i.Id == u.InvoiceId && i.Number == null))
            .Select(u => new Unsaved(u.BaseVersion, u.Content, u.ChangedAt)).SingleOrDefaultAsync(ct);
    }
}
