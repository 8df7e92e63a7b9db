using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.SavedViews.UseCases;

/// <summary>The views of a list that one may use: one's own and the shared ones, by name.</summary>
public sealed class ListSavedViews(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    private const int Most = 100;

    public sealed record Input(string List);

    /// <param name="Owner">Whose it is; empty for one's own.</param>
    /// <param name="IsFirst">The list opens on it.</param>
    /// <param name="MayChange">Rename it, save it anew, delete it.</param>
    public sealed record View(long Id, string Name, string Query, bool IsShared, string Owner, bool IsFirst, bool MayChange, int Version);

    /// <param name="MayShare">Make a view of one's own seen by everybody who may see the list.</param>
    public sealed record Found(IReadOnlyList<View> Views, bool MayShare);

    public async Task<Result<Found>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.MayView(input.List) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        var mayShare = user.Has(Permissions.ViewsShare);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var preference = SavedView.DefaultPrefix + input.List;
        var first = await db.UserPreferences.Where(p => p.UserId == me && p.Name == preference).Select(p => p.Value).SingleOrDefaultAsync(ct);
        var rows = await db.SavedViews.AsNoTracking()
            .Where(v => v.List == input.List && (v.OwnerId == me || v.IsShared))
            .OrderBy(v => v.NameKey).ThenBy(v => v.Id).Take(Most)
            .Select(v => new
            {
                v.Id,
                v.Name,
                v.Query,
                v.IsShared,
                v.OwnerId,
                v.Version,
                Owner = db.Users.Where(u => u.Id == v.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return new Found(
            [.. rows.Select(v => new View(
                v.Id, v.Name, v.Query, v.IsShared, v.OwnerId == me ? "" : v.Owner ?? "", v.Id.ToString(CultureInfo.InvariantCulture) == first,
                v.OwnerId == me || mayShare, v.Version))],
            mayShare);
    }
}
