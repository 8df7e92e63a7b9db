using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Reminders.UseCases;

/// <summary>Takes a row out of the table of what a company may claim; the one before it then goes on.</summary>
public sealed class RemoveLateTerm(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long Id, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.LateTerms.SingleOrDefaultAsync(t => t.Id == input.Id, ct) is not { } term)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(term, input.Version);
        db.LateTerms.Remove(term);
        return await db.TrySaveAsync(ct);
    }
}
