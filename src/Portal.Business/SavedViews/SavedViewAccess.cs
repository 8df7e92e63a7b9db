using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.SavedViews;

/// <summary>Whose view it is, and who may put it in order.</summary>
internal static class SavedViewAccess
{
    /// <summary>A view that the user may use: their own, or a shared one of a list that they may see. Null for any other.</summary>
    public static async Task<SavedView?> FindAsync(PortalDbContext db, ICurrentUser user, long id, CancellationToken ct)
    {
        var view = await db.SavedViews.SingleOrDefaultAsync(v => v.Id == id && (v.OwnerId == user.UserId || v.IsShared), ct);
        return view is not null && user.MayView(view.List) ? view : null;
    }

    public static bool MayChange(this ICurrentUser user, SavedView view) => view.OwnerId == user.UserId || (view.IsShared && user.Has(Permissions.ViewsShare));
}
