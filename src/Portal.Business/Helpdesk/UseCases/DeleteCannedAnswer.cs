using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Deletes a canned answer; what was answered with it stays.</summary>
public sealed class DeleteCannedAnswer(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long Id, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.CannedAnswers.SingleOrDefaultAsync(a => a.Id == input.Id, ct) is not { } answer)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(answer, input.Version);
        db.CannedAnswers.Remove(answer);
        return await db.TrySaveAsync(ct);
    }
}
