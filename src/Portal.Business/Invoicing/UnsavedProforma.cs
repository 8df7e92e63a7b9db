using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing;

/// <summary>
/// What one person has changed on a proforma and not saved yet: kept while they type, so that a closed tab or a lost connection loses
/// nothing. Gone as soon as it is saved or thrown away.
/// </summary>
public sealed class UnsavedProforma : Entity
{
    /// <summary>Of the content, in characters.</summary>
    public const int Longest = 4_000_000;

    public UnsavedProforma(long invoiceId, long userId) => (InvoiceId, UserId) = (invoiceId, userId);

    private UnsavedProforma()
    {
    }

    public long InvoiceId { get; private set; }

    public long UserId { get; private set; }

    /// <summary>The version of the proforma that was changed.</summary>
    public int BaseVersion { get; private set; }

    /// <summary>As the screen wrote it; complete or not.</summary>
    public string Content { get; private set; } = "";

    public DateTime ChangedAt { get; private set; }

    public void Keep(int baseVersion, string content, DateTime now) => (BaseVersion, Content, ChangedAt) = (baseVersion, content, now);

    /// <summary>To be called in the save that makes it needless.</summary>
    internal static async Task ForgetAsync(PortalDbContext db, long invoiceId, ICurrentUser user, CancellationToken ct)
    {
        if (user.UserId is { } id && await db.UnsavedProformas.SingleOrDefaultAsync(u => u.InvoiceId == invoiceId && u.UserId == id, ct) is { } unsaved)
        {
            db.UnsavedProformas.Remove(unsaved);
        }
    }
}
