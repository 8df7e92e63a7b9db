using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <param name="Value">Null forgets it: the screen is as usual again.</param>
public sealed record KeepPreferenceInput(string Name, string? Value);

/// <summary>Remembers how one wants one's own screens.</summary>
public sealed class KeepPreference(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result> RunAsync(KeepPreferenceInput input, CancellationToken ct)
    {
        if (user.UserId is not { } id)
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var known = await db.UserPreferences.SingleOrDefaultAsync(p => p.UserId == id && p.Name == input.Name, ct);
        switch (known, input.Value)
        {
            case ({ } old, null):
                db.UserPreferences.Remove(old);
                break;
            case ({ } old, { } value):
                old.Change(value);
                break;
            case (null, { } value):
                db.UserPreferences.Add(new UserPreference(id, input.Name, value));
                break;
        }

        return await db.TrySaveAsync(ct);
    }
}
