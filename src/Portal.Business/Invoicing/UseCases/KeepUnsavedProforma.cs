using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Keeps what the person has typed on a proforma without saving it; the last writing counts.</summary>
public sealed class KeepUnsavedProforma(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="BaseVersion">The version of the proforma that they changed.</param>
    /// <param name="Content">As the screen writes it; null throws it away.</param>
    public sealed record Input(long InvoiceId, int BaseVersion, string? Content);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit) || user.UserId is not { } userId)
        {
            return Refusal.Forbidden;
        }

        if (input.Content is { Length: > UnsavedProforma.Longest })
        {
            return Refusal.Invalid("Common.TooLong", nameof(input.Content), UnsavedProforma.Longest);
        }

        await using var db = contexts.CreateDbContext();
        if (!await db.Invoices.AnyAsync(i => i.Id == input.InvoiceId && i.Number == null, ct))
        {
            return Refusal.NotFound;
        }

        if (input.Content is null)
        {
            await UnsavedProforma.ForgetAsync(db, input.InvoiceId, user, ct);
            return await db.TrySaveAsync(ct);
        }

        var unsaved = await db.UnsavedProformas.SingleOrDefaultAsync(u => u.InvoiceId == input.InvoiceId && u.UserId == userId, ct);
        if (unsaved is null)
        {
            unsaved = new UnsavedProforma(input.InvoiceId, userId);
            db.UnsavedProformas.Add(unsaved);
        }

        unsaved.Keep(input.BaseVersion, input.Content, clock.GetUtcNow().UtcDateTime);
        return await db.TrySaveAsync(ct);
    }
}
