using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.SavedViews.UseCases;

/// <summary>Keeps what one sees of a list now under a new name. Answers with the view's id.</summary>
public sealed class SaveView(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Query">The query string of the list's page, without the question mark.</param>
    public sealed record Input(string List, string Name, string Query, bool IsShared);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.MayView(input.List) || user.UserId is not { } me || (input.IsShared && !user.Has(Permissions.ViewsShare)))
        {
            return Refusal.Forbidden;
        }

        if (SavedViewRules.Check(input.Name, input.Query) is { Count: > 0 } refusals)
        {
            return Result<long>.Refused(refusals);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var view = new SavedView(me, input.List, input.Name.Trim(), input.Query, input.IsShared);
        db.SavedViews.Add(view);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? view.Id : SavedViewRules.Say(saved.Refusal!, input.Name);
    }
}
