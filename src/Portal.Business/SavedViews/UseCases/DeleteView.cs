using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.SavedViews.UseCases;

/// <summary>Deletes a view; whose list opened on it gets the list's own first view again.</summary>
public sealed class DeleteView(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long ViewId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await SavedViewAccess.FindAsync(db, user, input.ViewId, ct) is not { } view)
        {
            return Refusal.NotFound;
        }

        if (!user.MayChange(view))
        {
            return Refusal.Forbidden;
        }

        var (preference, id) = (SavedView.DefaultPrefix + view.List, view.Id.ToString(CultureInfo.InvariantCulture));
        db.UserPreferences.RemoveRange(await db.UserPreferences.Where(p => p.Name == preference && p.Value == id).ToListAsync(ct));
        db.SavedViews.Remove(view);
        return await db.TrySaveAsync(ct);
    }
}
