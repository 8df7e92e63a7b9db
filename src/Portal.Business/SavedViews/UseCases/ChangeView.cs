using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.SavedViews.UseCases;

/// <summary>
/// Renames a view, keeps in it what one sees now, shares it or takes it back. The owner may; what is shared may also be put in order by
/// whoever may share.
/// </summary>
public sealed class ChangeView(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Query">Null leaves what it shows.</param>
    public sealed record Input(long ViewId, int Version, string Name, string? Query, bool IsShared);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await SavedViewAccess.FindAsync(db, user, input.ViewId, ct) is not { } view)
        {
            return Refusal.NotFound;
        }

        if (!user.MayChange(view) || (input.IsShared && !view.IsShared && !user.Has(Permissions.ViewsShare)))
        {
            return Refusal.Forbidden;
        }

        if (SavedViewRules.Check(input.Name, input.Query) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        db.ExpectVersion(view, input.Version);
        view.Rename(input.Name.Trim());
        view.Share(input.IsShared);
        if (input.Query is { } query)
        {
            view.Keep(query);
        }

        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? saved : SavedViewRules.Say(saved.Refusal!, input.Name);
    }
}
