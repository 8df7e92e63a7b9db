using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.SavedViews.UseCases;

/// <summary>What a list opens on for oneself: a saved view, or again its own first one.</summary>
public sealed class ChooseFirstView(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="ViewId">Null: the list's own first view.</param>
    public sealed record Input(string List, long? ViewId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.MayView(input.List) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (input.ViewId is { } wanted && (await SavedViewAccess.FindAsync(db, user, wanted, ct))?.List != input.List)
        {
            return Refusal.NotFound;
        }

        var name = SavedView.DefaultPrefix + input.List;
        var known = await db.UserPreferences.SingleOrDefaultAsync(p => p.UserId == me && p.Name == name, ct);
        var value = input.ViewId?.ToString(CultureInfo.InvariantCulture);
        switch (known, value)
        {
            case ({ } old, null):
                db.UserPreferences.Remove(old);
                break;
            case ({ } old, { } next):
                old.Change(next);
                break;
            case (null, { } next):
                db.UserPreferences.Add(new UserPreference(me, name, next));
                break;
        }

        return await db.TrySaveAsync(ct);
    }
}
